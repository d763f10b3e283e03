import { ink, shotGroupColours } from './colours.js';
import { axis, type FigureOptions, figureLayout } from './layout.js';
import type { PlotlyFigure, PlotlyTrace } from './plotly-figure.js';

/** Accuracy in per cent over seeds; `spread` is the sample standard deviation, left out for a single seed. */
export interface MeanAndSpread {
  mean: number;
  spread?: number | null;
}

/** One method's accuracy over all classes and by shot group; null where the group is empty. */
export interface MethodAccuracy {
  method: string;
  all: MeanAndSpread;
  many: MeanAndSpread | null;
  medium: MeanAndSpread | null;
  few: MeanAndSpread | null;
}

/**
 * Accuracy of each method by shot group as bars, over all classes as a labelled mark; whiskers are one standard
 * deviation over seeds.
 */
export function methodComparisonFigure(methods: readonly MethodAccuracy[], options: FigureOptions = {}): PlotlyFigure {
  const x = methods.map(({ method }) => method);
  const bars = (['many', 'medium', 'few'] as const).map(
    (group): PlotlyTrace => ({
      type: 'bar',
      name: `${group}-shot`,
      x,
      y: methods.map((method) => method[group]?.mean ?? null),
      error_y: whiskers(methods.map((method) => method[group]?.spread)),
      marker: { color: shotGroupColours[group] },
      hovertemplate: `%{x}<br>${group}-shot %{y:.1f} %<extra></extra>`,
    }),
  );
  const overall: PlotlyTrace = {
    type: 'scatter',
    mode: 'markers+text',
    name: 'all classes',
    x,
    y: methods.map((method) => method.all.mean),
    error_y: whiskers(methods.map((method) => method.all.spread)),
    text: methods.map((method) => `<b>${method.all.mean.toFixed(1)}</b>`),
    textposition: 'top center',
    textfont: { size: 12, color: ink.text },
    marker: { symbol: 'diamond', size: 11, color: '#E69F00', line: { color: ink.text, width: 1.2 } },
    hovertemplate: '%{x}<br>all classes %{y:.1f} %<extra></extra>',
  };
  return {
    data: [...bars, overall],
    layout: {
      ...figureLayout(options, {
        title: 'Accuracy by shot group',
        width: Math.max(520, 150 + 105 * methods.length),
        height: 440,
      }),
      barmode: 'group',
      bargap: 0.25,
      bargroupgap: 0.05,
      xaxis: axis('', { showgrid: false, ticks: '' }),
      yaxis: axis('top-1 accuracy (%)', { rangemode: 'tozero', zeroline: true }),
    },
  };
}

function whiskers(spreads: (number | null | undefined)[]): object {
  return {
    type: 'data',
    array: spreads.map((spread) => spread ?? 0),
    visible: spreads.some((spread) => spread),
    thickness: 1.2,
    width: 3,
    color: ink.muted,
  };
}
