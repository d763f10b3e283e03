import { InputError } from '../errors.js';
import { jointKernelDensity } from '../statistics/index.js';
import { ink, seriesColour, shareScale } from './colours.js';
import { axis, type FigureOptions, figureLayout } from './layout.js';
import { panelGrid, panelGridSize, panelTitle } from './panels.js';
import type { PlotlyFigure, PlotlyTrace } from './plotly-figure.js';

/** Points of the unit square. */
export interface DensityPanel {
  title: string;
  points: readonly {
    x: number;
    y: number;
    /** What the pointer shows beside the values, such as the class and its images; default nothing. */
    hover?: string;
  }[];
}

export interface DensityOptions extends FigureOptions {
  /** What the axes show. */
  xTitle: string;
  yTitle: string;
  /** Most panels in a row; default 3. */
  columns?: number;
}

const panelSize = 260;
/** Points of the grid on which a density is drawn, along each axis. */
const gridSize = 61;

/**
 * How densely points lie in the unit square, each panel coloured up to its own largest density, with the points and the
 * diagonal y = x: UniMix, Figure 1, with confidence and accuracy.
 *
 * @throws InputError when there is no panel, or a panel without points.
 */
export function densityFigure(panels: readonly DensityPanel[], options: DensityOptions): PlotlyFigure {
  const empty = panels.find(({ points }) => points.length === 0);
  if (panels.length === 0 || empty)
    throw new InputError(
      `There are no points to draw${empty ? ` in '${empty.title}'` : ''}: give each panel at least one.`,
    );
  const { columns = 3, xTitle, yTitle } = options;
  const { across, down } = panelGridSize(panels.length, { columns });
  const layout = figureLayout(options, {
    title: `${xTitle} and ${yTitle}`,
    width: 130 + across * (panelSize + 40),
    height: 190 + down * (panelSize + 60) - 40,
  });
  const places = panelGrid(panels.length, { columns, gapX: 0.13 / across, gapY: 0.36 / (down + 1) });
  const data = panels.flatMap(({ points }, position): PlotlyTrace[] => {
    const { suffix, x: domain, y: height, leftmost, lowest } = places[position]!;
    const limits = { range: [0, 1], zeroline: false, dtick: 0.2, showgrid: false, mirror: true };
    layout[`xaxis${suffix}`] = axis(lowest ? xTitle : '', { ...limits, domain, anchor: `y${suffix}` });
    layout[`yaxis${suffix}`] = axis(leftmost ? yTitle : '', { ...limits, domain: height, anchor: `x${suffix}` });
    const on = { xaxis: `x${suffix}`, yaxis: `y${suffix}`, showlegend: position === 0 };
    return [
      { ...density(points), ...on, showlegend: false },
      { ...diagonal(), ...on },
      { ...marks(points, [xTitle, yTitle]), ...on },
    ];
  });
  layout.annotations = [
    ...(layout.annotations as object[]),
    ...panels.map(({ title }, position) => panelTitle(title, places[position]!)),
  ];
  const margin = layout.margin as { t: number; b: number };
  const top = margin.t + 26;
  layout.margin = { ...margin, t: top };
  layout.legend = { ...(layout.legend as object), y: 1 + 26 / (layout.height - top - margin.b) };
  return { data, layout };
}

function density(points: DensityPanel['points']): PlotlyTrace {
  const grid = Array.from({ length: gridSize }, (_, i) => i / (gridSize - 1));
  const at = jointKernelDensity(
    points.map(({ x }) => x),
    points.map(({ y }) => y),
  );
  const heights = grid.map((y) => grid.map((x) => at(x, y)));
  const most = heights.flat().reduce((a, b) => Math.max(a, b), 0);
  return {
    type: 'contour',
    name: 'density',
    x: grid,
    y: grid,
    // Densities of different panels are of different size: what is compared is where the points lie.
    z: heights.map((row) => row.map((height) => height / most)),
    zmin: 0,
    zmax: 1,
    colorscale: shareScale,
    showscale: false,
    contours: { start: 0.08, end: 0.96, size: 0.11 },
    line: { width: 0.5, color: '#FFFFFF' },
    hoverinfo: 'skip',
  };
}

function diagonal(): PlotlyTrace {
  return {
    type: 'scatter',
    mode: 'lines',
    name: 'y = x',
    legendgroup: 'y = x',
    x: [0, 1],
    y: [0, 1],
    line: { color: ink.warning, width: 1.6, dash: 'dot' },
    hoverinfo: 'skip',
  };
}

function marks(points: DensityPanel['points'], [xTitle, yTitle]: readonly [string, string]): PlotlyTrace {
  const named = points.some(({ hover }) => hover !== undefined);
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'points',
    legendgroup: 'points',
    x: points.map(({ x }) => x),
    y: points.map(({ y }) => y),
    marker: { color: seriesColour(1), size: 5, line: { color: '#FFFFFF', width: 0.8 } },
    ...(named && { text: points.map(({ hover = '' }) => hover) }),
    hovertemplate: `${named ? '%{text}<br>' : ''}${xTitle} %{x:.3f}<br>${yTitle} %{y:.3f}<extra></extra>`,
  };
}
