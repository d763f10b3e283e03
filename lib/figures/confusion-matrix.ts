import { InputError } from '../errors.js';
import { headToTail, namedClassLimit, requireOnePerClass } from './class-axis.js';
import { ink, shareScale } from './colours.js';
import { axis, type FigureOptions, figureLayout } from './layout.js';
import type { PlotlyFigure, PlotlyTrace } from './plotly-figure.js';

/** One matrix of a figure: `confusion[t][p]` counts the images of true class `t` that were taken for class `p`. */
export interface ConfusionPanel {
  name: string;
  confusion: readonly (readonly number[])[];
}

export interface ConfusionMatrixOptions extends FigureOptions {
  /** Name of each class; default: its index. */
  classNames?: readonly string[];
  /** Training images of each class; when given, rows and columns run from head to tail. Default: order of the classes. */
  classCounts?: readonly number[];
}

const panelSize = 420;
const panelGap = 92;

/**
 * Confusion matrices side by side on one colour scale: MARC, Figure 3cd. Rows are true classes, columns predictions,
 * cells the share of the row's images in per cent; up to 20 classes the shares above zero are printed too. A class without a
 * test image has an empty row.
 *
 * @throws InputError when a matrix is not square, or names, counts and matrices disagree about the number of classes.
 */
export function confusionMatrixFigure(
  panels: readonly ConfusionPanel[],
  options: ConfusionMatrixOptions = {},
): PlotlyFigure {
  const classCount = panels[0]?.confusion.length ?? 0;
  if (classCount === 0)
    throw new InputError('There is no confusion matrix to draw: give at least one panel with at least one class.');
  const { classNames = Array.from({ length: classCount }, (_, k) => `${k}`), classCounts } = options;
  requireOnePerClass('classNames', classNames.length, classCount);
  if (classCounts) requireOnePerClass('classCounts', classCounts.length, classCount);
  const order = classCounts ? headToTail(classCounts) : classNames.map((_, index) => index);
  const labels = order.map((index) => classNames[index]!);

  const width = options.width ?? 120 + panels.length * panelSize + (panels.length - 1) * panelGap + 70;
  const layout = figureLayout({ ...options, width }, { title: 'Confusion matrix', width, height: panelSize + 190 });
  layout.margin = { l: 110, r: 80, t: options.note ? 112 : 92, b: 96 };
  const annotations = [...(layout.annotations as object[])];
  const step = 1 / panels.length;
  const gap = panels.length > 1 ? (panelGap / (panels.length * panelSize + (panels.length - 1) * panelGap)) * 1.1 : 0;
  const data = panels.map(({ name, confusion }, position): PlotlyTrace => {
    requireOnePerClass(`Confusion matrix '${name}'`, confusion.length, classCount);
    for (const row of confusion) requireOnePerClass(`A row of confusion matrix '${name}'`, row.length, classCount);
    const suffix = position === 0 ? '' : `${position + 1}`;
    const domain = [
      position * step + (position > 0 ? gap / 2 : 0),
      (position + 1) * step - (position < panels.length - 1 ? gap / 2 : 0),
    ];
    const ticks = classTicks(labels);
    layout[`xaxis${suffix}`] = axis('predicted class', {
      ...ticks,
      domain,
      anchor: `y${suffix}`,
      showgrid: false,
      zeroline: false,
      mirror: true,
      ticks: '',
      tickangle: classCount <= namedClassLimit && labels.some((label) => label.length > 3) ? -45 : 0,
    });
    layout[`yaxis${suffix}`] = axis(position === 0 ? 'true class' : '', {
      ...ticks,
      anchor: `x${suffix}`,
      autorange: 'reversed',
      showgrid: false,
      zeroline: false,
      mirror: true,
      ticks: '',
      showticklabels: position === 0,
    });
    annotations.push({
      text: `<b>${name}</b>`,
      xref: 'paper',
      yref: 'paper',
      x: (domain[0]! + domain[1]!) / 2,
      y: 1,
      yshift: 6,
      xanchor: 'center',
      yanchor: 'bottom',
      showarrow: false,
      font: { size: 13 },
    });
    return heatMap(name, shares(confusion, order), labels, suffix, position === panels.length - 1);
  });
  layout.annotations = annotations;
  return { data, layout };
}

/** Per cent of each row, rows and columns in the given order; null throughout a row without images. */
function shares(confusion: readonly (readonly number[])[], order: readonly number[]): (number | null)[][] {
  return order.map((row) => {
    const total = confusion[row]!.reduce((sum, value) => sum + value, 0);
    return order.map((column) => (total === 0 ? null : (100 * confusion[row]![column]!) / total));
  });
}

function heatMap(
  name: string,
  percentages: (number | null)[][],
  labels: string[],
  suffix: string,
  withScale: boolean,
): PlotlyTrace {
  const printed = labels.length <= namedClassLimit;
  const decimals = labels.length <= 10 ? 1 : 0;
  return {
    type: 'heatmap',
    name,
    z: percentages,
    x: labels.map((_, rank) => rank),
    y: labels.map((_, rank) => rank),
    xaxis: `x${suffix}`,
    yaxis: `y${suffix}`,
    zmin: 0,
    zmax: 100,
    colorscale: shareScale,
    xgap: printed ? 1 : 0,
    ygap: printed ? 1 : 0,
    showscale: withScale,
    colorbar: {
      title: { text: 'share of the<br>true class (%)<br> ', font: { size: 11, color: ink.muted } },
      thickness: 12,
      len: 1,
      outlinewidth: 0,
      tickfont: { size: 11 },
    },
    ...(printed && {
      text: percentages.map((row) =>
        row.map((value) => (value === null || value === 0 ? '' : value.toFixed(decimals))),
      ),
      texttemplate: '%{text}',
      textfont: { size: labels.length <= 10 ? 11 : 9 },
    }),
    customdata: percentages.map((row, t) => row.map((_, p) => [labels[t], labels[p]])),
    hovertemplate: 'true %{customdata[0]}<br>predicted %{customdata[1]}<br>%{z:.1f} %<extra></extra>',
  };
}

function classTicks(labels: readonly string[]): Record<string, unknown> {
  const every = labels.length <= namedClassLimit ? 1 : Math.ceil(labels.length / 10);
  const shown = labels.map((_, rank) => rank).filter((rank) => rank % every === 0);
  return { tickvals: shown, ticktext: shown.map((rank) => (every === 1 ? labels[rank] : `${rank + 1}`)) };
}
