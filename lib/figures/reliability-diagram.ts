import type { Calibration } from '../metrics/index.js';
import { ink } from './colours.js';
import { axis, type FigureOptions, figureLayout } from './layout.js';
import type { PlotlyFigure } from './plotly-figure.js';
import { filledBins, reliabilityBars } from './reliability-bars.js';

/**
 * Reliability diagram (Guo et al., 2017): accuracy in each bin of confidence, its gap to the mean confidence, and
 * below it how many predictions
 * fall into each bin; the expected calibration error is printed in it.
 */
export function reliabilityFigure(calibration: Calibration, options: FigureOptions = {}): PlotlyFigure {
  const { filled, place } = filledBins(calibration);
  const layout = figureLayout(options, { title: 'Reliability', width: 500, height: 560 });
  const total = calibration.bins.reduce((sum, bin) => sum + bin.count, 0);
  layout.annotations = [
    ...(layout.annotations as object[]),
    {
      text: `expected calibration error <b>${(100 * calibration.expected).toFixed(2)} %</b>`,
      xref: 'x',
      yref: 'y',
      x: 0.03,
      y: 0.97,
      xanchor: 'left',
      yanchor: 'top',
      showarrow: false,
      bgcolor: '#FFFFFF',
      borderpad: 4,
    },
  ];
  return {
    data: [
      ...reliabilityBars(calibration),
      {
        type: 'bar',
        name: 'predictions',
        ...place,
        yaxis: 'y2',
        showlegend: false,
        y: filled.map(({ count }) => (100 * count) / total),
        marker: { color: ink.axis, line: { color: '#FFFFFF', width: 1 } },
        hovertemplate: '%{text}<br>%{y:.1f} % of the predictions<extra></extra>',
      },
    ],
    layout: {
      ...layout,
      barmode: 'overlay',
      xaxis: axis('confidence', { range: [0, 1], anchor: 'y2', zeroline: false }),
      yaxis: axis('accuracy', { range: [0, 1], domain: [0.27, 1], zeroline: false }),
      yaxis2: axis('predictions (%)', { domain: [0, 0.2], rangemode: 'tozero', nticks: 4, zeroline: false }),
    },
  };
}
