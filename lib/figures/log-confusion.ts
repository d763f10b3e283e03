import { InputError } from '../errors.js';
import { headToTail, requireOnePerClass } from './class-axis.js';
import { ink, shareScale } from './colours.js';
import type { ConfusionPanel } from './confusion-matrix.js';
import { axis, type FigureOptions, figureLayout } from './layout.js';
import { panelGrid, panelGridSize, panelTitle } from './panels.js';
import type { PlotlyFigure, PlotlyTrace } from './plotly-figure.js';

export interface LogConfusionOptions extends FigureOptions {
  /** Training images of each class: both axes run from head to tail. */
  classCounts: readonly number[];
  /** Name of each class; default: its index. */
  classNames?: readonly string[];
  /** Most panels in a row; default 3. */
  columns?: number;
}

const panelSize = 270;

/**
 * Confusion matrices with logarithmic counts, log(1 + n), on one colour scale: UniMix, Figure 5. Columns are true classes and
 * rows predictions, so that what is taken for a commoner class stands above the diagonal.
 *
 * @throws InputError when there is no matrix, or matrices, counts and names disagree about the number of classes.
 */
export function logConfusionFigure(panels: readonly ConfusionPanel[], options: LogConfusionOptions): PlotlyFigure {
  if (panels.length === 0) throw new InputError('There is no confusion matrix to draw: give at least one panel.');
  const { classCounts, classNames = classCounts.map((_, k) => `${k}`), columns = 3 } = options;
  requireOnePerClass('classNames', classNames.length, classCounts.length);
  const order = headToTail(classCounts);
  const { across, down } = panelGridSize(panels.length, { columns });
  const layout = figureLayout(options, {
    title: 'Logarithmic confusion',
    width: 190 + across * (panelSize + 40),
    height: 150 + down * (panelSize + 70),
  });
  const places = panelGrid(panels.length, { columns, gapX: 0.16 / across, gapY: 0.42 / (down + 1) });
  const largest = Math.max(...panels.flatMap(({ confusion }) => confusion.map((row) => Math.max(...row))));
  const data = panels.map(({ name, confusion }, position): PlotlyTrace => {
    requireOnePerClass(`Confusion matrix '${name}'`, confusion.length, classCounts.length);
    for (const row of confusion)
      requireOnePerClass(`A row of confusion matrix '${name}'`, row.length, classCounts.length);
    const { suffix, x, y, leftmost, lowest } = places[position]!;
    const quiet = { showgrid: false, zeroline: false, mirror: true, ticks: '', ...rankTicks(order.length) };
    layout[`xaxis${suffix}`] = axis(lowest ? 'true class, by rank' : '', { ...quiet, domain: x, anchor: `y${suffix}` });
    layout[`yaxis${suffix}`] = axis(leftmost ? 'predicted class, by rank' : '', {
      ...quiet,
      domain: y,
      anchor: `x${suffix}`,
      autorange: 'reversed',
    });
    const counts = order.map((predicted) => order.map((truth) => confusion[truth]![predicted]!));
    return {
      type: 'heatmap',
      name,
      z: counts.map((row) => row.map((count) => Math.log1p(count))),
      x: order.map((_, rank) => rank + 1),
      y: order.map((_, rank) => rank + 1),
      xaxis: `x${suffix}`,
      yaxis: `y${suffix}`,
      zmin: 0,
      zmax: Math.log1p(largest),
      colorscale: shareScale,
      showscale: position === 0,
      colorbar: {
        title: { text: 'log(1 + images)<br> ', font: { size: 11, color: ink.muted } },
        thickness: 12,
        outlinewidth: 0,
        tickfont: { size: 11 },
      },
      customdata: order.map((predicted, p) =>
        order.map((truth, t) => [
          `${classNames[truth]} (${classCounts[truth]} training images)`,
          `${classNames[predicted]} (${classCounts[predicted]})`,
          counts[p]![t],
        ]),
      ),
      hovertemplate: `true %{customdata[0]}<br>predicted %{customdata[1]}<br>%{customdata[2]} images<extra>${name}</extra>`,
    };
  });
  layout.annotations = [
    ...(layout.annotations as object[]),
    ...panels.map(({ name }, position) => panelTitle(name, places[position]!)),
  ];
  return { data, layout };
}

/** Every rank of few classes, every tenth part of many. */
function rankTicks(classCount: number): Record<string, unknown> {
  const step = Math.max(1, Math.floor(classCount / 10));
  return { tickvals: Array.from({ length: Math.floor(classCount / step) }, (_, i) => (i + 1) * step) };
}
