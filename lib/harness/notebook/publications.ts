import type { PlotlyFigure } from '../../figures/index.js';
import { mimeTypes, type PublishedClaim, type PublishedMetric } from '../../notebook/index.js';
import type { Notebook } from './nbformat.js';

/** What a notebook published, in the order of its cells. */
export interface Publications {
  metrics: PublishedMetric[];
  claims: PublishedClaim[];
  figures: PlotlyFigure[];
}

/** Reads metrics, claims and figures out of an executed notebook's outputs. */
export function collectPublications(notebook: Notebook): Publications {
  const bundles = notebook.cells
    .flatMap((cell) => cell.outputs ?? [])
    .map((output) => (output.data ?? {}) as Record<string, unknown>);
  const ofType = <T>(mime: string) => bundles.filter((bundle) => mime in bundle).map((bundle) => bundle[mime] as T);
  return {
    metrics: ofType<PublishedMetric[]>(mimeTypes.metric).flat(),
    claims: ofType<PublishedClaim>(mimeTypes.claim),
    figures: ofType<PlotlyFigure>(mimeTypes.figure),
  };
}

/** The first key that stands for two metrics or two claims; null when every key is unique. */
export function duplicateKey({ metrics, claims }: Publications): string | null {
  for (const published of [metrics, claims]) {
    const seen = new Set<string>();
    for (const { key } of published) {
      if (seen.has(key)) return key;
      seen.add(key);
    }
  }
  return null;
}
