import type { Calibration } from '../metrics/index.js';
import { axis, type FigureOptions, figureLayout } from './layout.js';
import { panelGrid, panelTitle } from './panels.js';
import type { PlotlyFigure } from './plotly-figure.js';
import { reliabilityBars } from './reliability-bars.js';

/** The calibration of one model. */
export interface ReliabilityPanel {
  name: string;
  /** Share of right predictions, 0 to 1. */
  accuracy: number;
  calibration: Calibration;
}

export interface ReliabilityPanelsOptions extends FigureOptions {
  /** Panels in a row. Default: all of them. */
  columns?: number;
}

const panelSize = 250;

/**
 * Reliability diagrams of several models side by side, each with its accuracy and its expected calibration error in per
 * cent: MiSLAS, Figures 1, 4 and 9.
 */
export function reliabilityPanelsFigure(
  panels: readonly ReliabilityPanel[],
  options: ReliabilityPanelsOptions = {},
): PlotlyFigure {
  const { columns = panels.length } = options;
  const rows = Math.ceil(panels.length / columns);
  const places = panelGrid(panels.length, { columns, gapX: 0.12 / columns, gapY: 0.3 / rows });
  const layout = figureLayout(options, {
    title: 'Reliability diagrams with 15 bins',
    width: 110 + columns * (panelSize + 30),
    height: 190 + rows * (panelSize + 40),
  });
  // The legend and the panels' names share the space above the first row.
  const margin = { ...(layout.margin as { b: number }), t: options.note ? 132 : 112 };
  layout.margin = margin;
  layout.legend = { ...(layout.legend as object), y: 1 + 26 / (layout.height - margin.t - margin.b) };
  const data = panels.flatMap(({ calibration }, position) => {
    const { suffix, x, y, leftmost, lowest } = places[position]!;
    const limits = { range: [0, 1], zeroline: false, dtick: 0.2 };
    layout[`xaxis${suffix}`] = axis(lowest ? 'confidence' : '', { ...limits, domain: x, anchor: `y${suffix}` });
    layout[`yaxis${suffix}`] = axis(leftmost ? 'accuracy' : '', { ...limits, domain: y, anchor: `x${suffix}` });
    return reliabilityBars(calibration, { suffix, inLegend: position === 0 });
  });
  layout.barmode = 'overlay';
  layout.annotations = [
    ...(layout.annotations as object[]),
    ...panels.flatMap(({ name, accuracy, calibration: { expected } }, position) => {
      const place = places[position]!;
      return [
        panelTitle(name, place),
        {
          text: `ACC <b>${(100 * accuracy).toFixed(1)} %</b><br>ECE <b>${(100 * expected).toFixed(2)} %</b>`,
          xref: `x${place.suffix}`,
          yref: `y${place.suffix}`,
          x: 0.04,
          y: 0.96,
          xanchor: 'left',
          yanchor: 'top',
          align: 'left',
          showarrow: false,
          bgcolor: '#FFFFFF',
          borderpad: 3,
        },
      ];
    }),
  ];
  return { data, layout };
}
