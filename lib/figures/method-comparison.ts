import { ink } from './colours.js';
import { axis, type FigureOptions, figureLayout } from './layout.js';
import { accuracySeries, type MethodAccuracy, whiskers } from './method-accuracy.js';
import { methodRowsFigure } from './method-rows.js';
import type { PlotlyFigure, PlotlyTrace } from './plotly-figure.js';

/** More methods than these would make groups of bars wider than a page. */
const mostBars = 7;

/**
 * Accuracy of each method over all classes and by shot group, as bars or, where there are many methods, as rows; whiskers
 * are one standard deviation over seeds.
 */
export function methodComparisonFigure(methods: readonly MethodAccuracy[], options: FigureOptions = {}): PlotlyFigure {
  if (methods.length > mostBars) return methodRowsFigure(methods, options);
  const data = accuracySeries.map(({ group, name, colour, textColour }): PlotlyTrace => {
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
