import { axis, type FigureOptions, figureLayout } from './layout.js';
import { accuracySeries, type MethodAccuracy, whiskers } from './method-accuracy.js';
import type { PlotlyFigure, PlotlyTrace } from './plotly-figure.js';

const rowHeight = 26;

/**
 * Accuracy of many methods: a row each, from the first at the top, with a mark for all classes and one for each shot
 * group; whiskers are one standard deviation over seeds. The mean over all classes stands beside the name.
 */
export function methodRowsFigure(methods: readonly MethodAccuracy[], options: FigureOptions = {}): PlotlyFigure {
  const rows = methods.map((_, row) => row);
  const data = accuracySeries.toReversed().map(({ group, name, colour }): PlotlyTrace => {
    const values = methods.map((method) => method[group]);
    return {
      type: 'scatter',
      mode: 'markers',
      name,
      x: values.map((value) => value?.mean ?? null),
      y: rows,
      error_x: whiskers(values),
      marker: { color: colour, size: group === 'all' ? 12 : 10, symbol: group === 'all' ? 'diamond' : 'circle' },
      customdata: methods.map(({ method }) => method),
      hovertemplate: `%{customdata}<br>${name} %{x:.1f} %<extra></extra>`,
    };
  });
  return {
    data,
    layout: {
      ...figureLayout(options, {
        title: 'Accuracy by shot group',
        width: 860,
        height: 172 + rowHeight * methods.length,
      }),
      xaxis: axis('top-1 accuracy (%)', { rangemode: 'tozero', zeroline: true }),
      yaxis: axis('', {
        ticks: '',
        zeroline: false,
        tickvals: rows,
        ticktext: methods.map(({ method, all }) => `${method}  <b>${all.mean.toFixed(1)}</b>`),
        tickfont: { size: 12.5 },
        range: [methods.length - 0.4, -0.6],
      }),
    },
  };
}
