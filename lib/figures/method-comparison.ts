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
 * Accuracy of each method over all classes and by shot group; whiskers are one standard deviation over seeds.
 */
export function methodComparisonFigure(methods: readonly MethodAccuracy[], options: FigureOptions = {}): PlotlyFigure {
  const data = series.map(({ group, name, colour, textColour }): PlotlyTrace => {
    const values = methods.map((method) => method[group]);
    return {
      type: 'bar',
      name,
      x: methods.map(({ method }) => method),
      y: values.map((value) => value?.mean ?? null),
      error_y: whiskers(values),
      marker: { color: colour },
      text: values.map((value) => (value ? value.mean.toFixed(1) : '')),
      textposition: 'inside',
      insidetextanchor: 'start',
      textangle: 0,
      textfont: { color: textColour, size: 10.5 },
      constraintext: 'none',
      hovertemplate: `%{x}<br>${name} %{y:.1f} %<extra></extra>`,
    };
  });
  return {
    data,
    layout: {
      ...figureLayout(options, {
        title: 'Accuracy by shot group',
        width: Math.max(520, 110 + 158 * methods.length),
        height: 420,
      }),
      barmode: 'group',
      bargap: 0.16,
      bargroupgap: 0.06,
      xaxis: axis('', { showgrid: false, ticks: '', tickfont: { size: 13, color: ink.text } }),
      yaxis: axis('top-1 accuracy (%)', { rangemode: 'tozero', zeroline: true }),
    },
  };
}

const series = [
  { group: 'all', name: 'all classes', colour: '#E69F00', textColour: ink.text },
  { group: 'many', name: 'many-shot', colour: shotGroupColours.many, textColour: '#FFFFFF' },
  { group: 'medium', name: 'medium-shot', colour: shotGroupColours.medium, textColour: '#FFFFFF' },
  { group: 'few', name: 'few-shot', colour: shotGroupColours.few, textColour: ink.text },
] as const;

function whiskers(values: readonly (MeanAndSpread | null)[]): object {
  return {
    type: 'data',
    array: values.map((value) => value?.spread ?? 0),
    visible: values.some((value) => value?.spread),
    thickness: 1.2,
    width: 3,
    color: ink.text,
  };
}
