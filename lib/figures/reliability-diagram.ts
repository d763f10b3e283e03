import type { Calibration } from '../metrics/index.js';
import { ink, seriesColour } from './colours.js';
import { axis, type FigureOptions, figureLayout } from './layout.js';
import type { PlotlyFigure } from './plotly-figure.js';

/**
 * Reliability diagram (Guo et al., 2017): accuracy in each bin of confidence, its gap to the mean confidence, and
 * below it how many predictions
 * fall into each bin; the expected calibration error is printed in it.
 */
export function reliabilityFigure({ expected, bins }: Calibration, options: FigureOptions = {}): PlotlyFigure {
  const filled = bins.filter((bin) => bin.count > 0 && bin.accuracy !== null && bin.confidence !== null);
  const layout = figureLayout(options, { title: 'Reliability', width: 500, height: 560 });
  const x = filled.map((bin) => (bin.lower + bin.upper) / 2);
  const width = filled.map((bin) => bin.upper - bin.lower);
  const ranges = filled.map((bin) => `confidence ${bin.lower.toFixed(2)} to ${bin.upper.toFixed(2)}`);
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  layout.annotations = [
    ...(layout.annotations as object[]),
    {
      text: `expected calibration error <b>${(100 * expected).toFixed(2)} %</b>`,
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
      {
        type: 'bar',
        name: 'accuracy',
        x,
        width,
        text: ranges,
        textposition: 'none',
        y: filled.map((bin) => bin.accuracy),
        marker: { color: seriesColour(0), line: { color: '#FFFFFF', width: 1 } },
        hovertemplate: '%{text}<br>accuracy %{y:.3f}<extra></extra>',
      },
      {
        type: 'bar',
        name: 'gap to the confidence',
        x,
        width,
        text: ranges,
        textposition: 'none',
        base: filled.map((bin) => bin.accuracy),
        y: filled.map((bin) => bin.confidence! - bin.accuracy!),
        marker: {
          color: 'rgba(213, 94, 0, 0.28)',
          line: { color: seriesColour(1), width: 1 },
          pattern: { shape: '/', fgcolor: seriesColour(1), size: 6 },
        },
        hovertemplate: '%{text}<br>confidence − accuracy %{y:.3f}<extra></extra>',
      },
      {
        type: 'scatter',
        mode: 'lines',
        name: 'perfect calibration',
        showlegend: false,
        x: [0, 1],
        y: [0, 1],
        line: { color: ink.muted, dash: 'dash', width: 1.2 },
        hoverinfo: 'skip',
      },
      {
        type: 'bar',
        name: 'predictions',
        x,
        width,
        text: ranges,
        textposition: 'none',
        yaxis: 'y2',
        showlegend: false,
        y: filled.map((bin) => (100 * bin.count) / total),
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
