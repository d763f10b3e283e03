import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PlotlyFigure } from '../../figures/index.js';
import { sha256, writeFileSafely } from '../../files.js';
import { projectPath } from '../../project.js';
import { compactSvg } from './compact-svg.js';
import { svgOf } from './render-figure.js';

/** Figures that one start of the browser draws. */
const figuresAtOnce = 24;

export interface FiguresOfNotebook {
  /** `<paper>/<name>`. */
  notebook: string;
  figures: readonly PlotlyFigure[];
}

export interface SaveFiguresOptions {
  tier: string;
  /** Default `results/figures` of the project. */
  folder?: string;
  /** Draws figures as SVG. Default: with an installed Chromium. */
  draw?: (figures: readonly PlotlyFigure[]) => Promise<string[]>;
}

/** The files of a notebook's pictures, `<folder>/<tier>/<paper>/<notebook>-<n>.svg` from 1, in their order. */
export function picturesOf(notebook: string, { tier, folder = projectPath('results', 'figures') }: SaveFiguresOptions) {
  const [paper, name] = notebook.split('/') as [string, string];
  const place = join(folder, tier, paper);
  const position = new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}-(\\d+)\\.svg$`);
  return (existsSync(place) ? readdirSync(place) : [])
    .flatMap((file) => {
      const index = Number(position.exec(file)?.[1]);
      return index > 0 ? [{ index, file: join(place, file) }] : [];
    })
    .sort((a, b) => a.index - b.index)
    .map(({ file }) => file);
}

/**
 * Saves the figures of notebooks as SVG. A picture is drawn only when its figure is another than the one that it was drawn
 * of, whose hash it holds: browsers and fonts differ, but what has not changed stays byte by byte. Pictures of figures
 * that are gone are removed once all others are drawn: without a browser, all stays as it is.
 *
 * @returns the files that were written or removed.
 * @throws InputError when there is something to draw and no browser.
 */
export async function saveFigures(
  notebooks: readonly FiguresOfNotebook[],
  options: SaveFiguresOptions,
): Promise<string[]> {
  const { tier, folder = projectPath('results', 'figures'), draw = (figures) => svgOf(figures) } = options;
  const wanted = notebooks.flatMap(({ notebook, figures }) =>
    figures.map((figure, index) => ({
      figure,
      file: join(folder, tier, `${notebook}-${index + 1}.svg`),
      mark: markOf(figure),
    })),
  );
  const files = new Set(wanted.map(({ file }) => file));
  const gone = notebooks.flatMap(({ notebook }) => picturesOf(notebook, options)).filter((file) => !files.has(file));
  const changed = wanted.filter(({ file, mark }) => !existsSync(file) || !readFileSync(file, 'utf8').includes(mark));
  for (let start = 0; start < changed.length; start += figuresAtOnce) {
    const some = changed.slice(start, start + figuresAtOnce);
    const pictures = await draw(some.map(({ figure }) => figure));
    for (const [i, { file, mark }] of some.entries())
      writeFileSafely(file, `${compactSvg(pictures[i]!).replace('<svg', `<svg ${mark}`)}\n`);
  }
  for (const file of gone) rmSync(file);
  return [...gone, ...changed.map(({ file }) => file)];
}

/** Says in a picture which figure it shows. */
function markOf(figure: PlotlyFigure): string {
  return `data-figure="${sha256(JSON.stringify(figure)).slice(0, 16)}"`;
}
