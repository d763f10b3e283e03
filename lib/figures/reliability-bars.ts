import type { Calibration } from '../metrics/index.js';
import { ink, seriesColour } from './colours.js';
import type { PlotlyTrace } from './plotly-figure.js';

/** Bins that hold predictions, as places and texts of bars. */
export function filledBins({ bins }: Calibration) {
  const filled = bins.flatMap(({ lower, upper, count, accuracy, confidence }) =>
    count > 0 && accuracy !== null && confidence !== null ? [{ lower, upper, count, accuracy, confidence }] : [],
  );
  const place = {
    x: filled.map(({ lower, upper }) => (lower + upper) / 2),
    width: filled.map(({ lower, upper }) => upper - lower),
    text: filled.map(({ lower, upper }) => `confidence ${lower.toFixed(2)} to ${upper.toFixed(2)}`),
    textposition: 'none',
  };
  return { filled, place };
}

/** Accuracy by bin of confidence, its gap to the mean confidence, and the line of perfect calibration. */
export function reliabilityBars(
  calibration: Calibration,
  { suffix = '', inLegend = true }: { suffix?: string; inLegend?: boolean } = {},
): PlotlyTrace[] {
  const { filled, place } = filledBins(calibration);
  const axes = { xaxis: `x${suffix}`, yaxis: `y${suffix}` };
  return [
    {
      type: 'bar',
      name: 'accuracy',
      legendgroup: 'accuracy',
      showlegend: inLegend,
      ...axes,
      ...place,
      y: filled.map(({ accuracy }) => accuracy),
      marker: { color: seriesColour(0), line: { color: '#FFFFFF', width: 1 } },
      customdata: filled.map(({ count }) => count),
      hovertemplate: '%{text}<br>accuracy %{y:.3f}<br>%{customdata} predictions<extra></extra>',
    },
    {
      type: 'bar',
      name: 'gap to the confidence',
      legendgroup: 'gap',
      showlegend: inLegend,
      ...axes,
      ...place,
      base: filled.map(({ accuracy }) => accuracy),
      y: filled.map(({ accuracy, confidence }) => confidence - accuracy),
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
      ...axes,
      x: [0, 1],
      y: [0, 1],
      line: { color: ink.muted, dash: 'dash', width: 1.2 },
      hoverinfo: 'skip',
    },
  ];
}
