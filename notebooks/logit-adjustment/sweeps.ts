/** The corrections after training of Figures 3 and 9, along τ. */

import { type FoundRun, hasFeatures, type PlannedResult, sweepAdjustment } from '../../lib/experiment/index.js';
import { linesFigure, type PlotlyFigure } from '../../lib/figures/index.js';
import { type PublishedMetric, publishResult, publishSweep, type TableRow } from '../../lib/notebook/index.js';
import { mean } from '../../lib/statistics/index.js';
import { taus } from './recipe.js';

/** By their part of a metric key; weight normalisation divides the bias or leaves it out. */
const corrections: Record<string, { adjustment: string; optionsAt: (tau: number) => Record<string, unknown> }> = {
  'Logit-adjustment-post-hoc': { adjustment: 'post-hoc-logit-adjustment', optionsAt: (tau) => ({ tau }) },
  'Weight-normalisation': { adjustment: 'weight-normalisation', optionsAt: (tau) => ({ tau }) },
  'Weight-normalisation-bias-divided': {
    adjustment: 'weight-normalisation',
    optionsAt: (tau) => ({ tau, bias: 'divided' }),
  },
};

/** One correction of one model along τ. */
export interface TauSweep {
  method: string;
  model: PlannedResult;
  /** Balanced errors in per cent of the run of a key. */
  errorsOf: (run: Pick<FoundRun['record'], 'key'>) => number[];
  /** Their means over the seeds. */
  means: number[];
  /** Position of the least mean. */
  best: number;
}

/** Sweeps each correction on the models whose features are at hand. */
export async function sweepTaus(models: readonly PlannedResult[]): Promise<TauSweep[]> {
  const sweeps: TauSweep[] = [];
  for (const model of models) {
    const atHand = await Promise.all(model.runs.map((run) => hasFeatures(run)));
    if (!atHand.every((present) => present)) continue;
    for (const [method, { adjustment, optionsAt }] of Object.entries(corrections)) {
      const byKey = new Map<string, number[]>();
      for (const run of model.runs)
        byKey.set(run.record.key, await sweepAdjustment(run, adjustment, taus.map(optionsAt)));
      const curves = [...byKey.values()];
      const means = taus.map((_, i) => mean(curves.map((curve) => curve[i]!)));
      const best = means.indexOf(Math.min(...means));
      sweeps.push({ method, model, errorsOf: ({ key }) => byKey.get(key)!, means, best });
    }
  }
  return sweeps;
}

/** The balanced error along τ: a panel for each model, a line for each correction. */
export function tauSweepFigure(sweeps: readonly TauSweep[], title: string): PlotlyFigure {
  const models = [...new Set(sweeps.map(({ model }) => model))];
  const panels = models.map((model) => ({
    title: model.label,
    lines: sweeps
      .filter((sweep) => sweep.model === model)
      .map(({ method, means }) => ({ name: method.replaceAll('-', ' '), x: taus, y: means })),
  }));
  return linesFigure(panels, { title, xTitle: 'scaling parameter τ', yTitle: 'balanced error (%)', columns: 2 });
}

/** Each sweep as a row of a table: the balanced error at τ = 1 and at the best τ. */
export function tauSweepRows(sweeps: readonly TauSweep[]): TableRow[] {
  return sweeps.map(({ method, model: { column }, means, best }) => ({
    column,
    method,
    'at τ = 1': means[taus.indexOf(1)],
    'best τ': taus[best],
    'at the best τ': means[best],
  }));
}

/** Publishes a sweep under `logit-adjustment/<figure>/<method>/<column>`: every τ, the best, 1, and the paper's τ* = 2.6. */
export function publishTauSweep(figure: 'F3' | 'F9', { method, model, errorsOf, best }: TauSweep): PublishedMetric[] {
  const prefix = `logit-adjustment/${figure}/${method}/${model.column}`;
  const at = (name: string, position: number) =>
    publishResult(`${prefix}_${name}`, model, (record) => errorsOf(record)[position]!);
  return [
    ...publishSweep(prefix, model, { name: 'tau', values: taus }, errorsOf),
    at('tau=best', best),
    at('tau=1', taus.indexOf(1)),
    at('tau=2.6', taus.indexOf(2.6)),
  ];
}
