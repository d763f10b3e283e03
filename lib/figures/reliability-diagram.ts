import { ink, seriesColour } from './colours.js';
import { axis, type FigureOptions, figureLayout } from './layout.js';
import type { PlotlyFigure } from './plotly-figure.js';

/** Predictions whose confidence lies in (low, high]; accuracy and confidence are null where the bin is empty. */
export interface ReliabilityBin {
  low: number;
  high: number;
  count: number;
  /** Share of correct predictions, 0 to 1. */
  accuracy: number | null;
  /** Mean confidence, 0 to 1. */
  confidence: number | null;
}

export interface ReliabilityOptions extends FigureOptions {
  /** Expected calibration error, 0 to 1, printed in the figure; default: not printed. */
  expectedCalibrationError?: number;
}

/**
 * Reliability diagram (Guo et al., 2017): accuracy in each bin of confidence, its gap to the mean confidence, and
 * below it how many predictions fall into each bin.
 */
export function reliabilityFigure(bins: readonly ReliabilityBin[], options: ReliabilityOptions = {}): PlotlyFigure {
  const { expectedCalibrationError: error } = options;
  const filled = bins.filter((bin) => bin.count > 0 && bin.accuracy !== null && bin.confidence !== null);
  const layout = figureLayout(options, { title: 'Reliability', width: 500, height: 560 });
  const x = filled.map((bin) => (bin.low + bin.high) / 2);
  const width = filled.map((bin) => bin.high - bin.low);
  const ranges = filled.map((bin) => `confidence ${bin.low.toFixed(2)} to ${bin.high.toFixed(2)}`);
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  if (error !== undefined) {
    layout.annotations = [
      ...(layout.annotations as object[]),
      {
        text: `expected calibration error <b>${(100 * error).toFixed(2)} %</b>`,
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
  }
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
