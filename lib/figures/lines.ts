import { InputError } from '../errors.js';
import { ink, seriesColour, seriesColours } from './colours.js';
import { axis, type FigureOptions, figureLayout } from './layout.js';
import { makeLegendRoom } from './legend-room.js';
import { panelGrid, panelGridSize, panelTitle } from './panels.js';
import type { PlotlyFigure, PlotlyTrace } from './plotly-figure.js';

/** A curve; lines of the same name in several panels have one colour and one entry in the legend. */
export interface Line {
  name: string;
  x: readonly number[];
  /** A value for each x; null leaves a gap. */
  y: readonly (number | null)[];
  /** Half the width of the band around the curve at each x, such as one standard deviation; default no band. */
  spread?: readonly number[];
  /** Whether each point has a mark, or is a mark without a line; default false. */
  markers?: boolean | 'only';
  /** The line whose colour this one shares, such as the theory of what was simulated; default none. */
  like?: string;
  /** Where the curve is not drawn solid; default solid until the colours start over, then dashed. */
  dash?: 'solid' | 'dash' | 'dot' | 'dashdot';
  /** What the pointer shows beside the values at each x, such as a class and its images; default nothing. */
  hover?: readonly string[];
}

/** A straight line across a panel, at a height or at a place of the horizontal axis. */
export type ReferenceLine = { name: string } & ({ y: number } | { x: number });

export interface LinesPanel {
  /** Heading of the panel; default none. */
  title?: string;
  lines: readonly Line[];
  /** Default none. */
  references?: readonly ReferenceLine[];
  /** In place of the figure's, default the figure's. */
  xTitle?: string;
  yTitle?: string;
  /** Lowest and highest value shown, on a logarithmic axis too; default all that is drawn. */
  xRange?: readonly [number, number];
  yRange?: readonly [number, number];
  /** Values of the horizontal axis that are marked, and what stands there; default Plotly's choice. */
  xTicks?: { values: readonly number[]; labels?: readonly string[] };
}

export interface LinesOptions extends FigureOptions {
  /** What the axes show, with the unit in brackets; default nothing. */
  xTitle?: string;
  yTitle?: string;
  /** Whether an axis is logarithmic; default false. */
  logX?: boolean;
  logY?: boolean;
  /** Most panels in a row; default 3. */
  columns?: number;
}

/**
 * Curves in one panel or several: functions, sweeps of an option, means with a band of their spread, and reference lines.
 *
 * @throws InputError when there is no panel, or a line's lists differ in length.
 */
export function linesFigure(panels: readonly LinesPanel[], options: LinesOptions = {}): PlotlyFigure {
  if (panels.length === 0) throw new InputError('There are no lines to draw: give at least one panel.');
  const { xTitle = '', yTitle = '', logX = false, logY = false, columns = 3 } = options;
  const { across, down } = panelGridSize(panels.length, { columns });
  const layout = figureLayout(options, {
    title: yTitle || 'Lines',
    width: across === 1 ? 720 : 110 + 380 * across,
    height: 130 + 310 * down,
  });
  const ownYTitles = panels.some((panel) => panel.yTitle !== undefined);
  const places = panelGrid(panels.length, { columns, gapX: ownYTitles ? 0.1 : 0.07, gapY: 0.24 / down ** 0.5 });
  const annotations = [...(layout.annotations as object[])];
  const styleOf = lineStyles(panels);
  const named = new Set<string>();
  const inLegend = (name: string) => !named.has(name) && Boolean(named.add(name));
  const data: PlotlyTrace[] = [];

  for (const [position, panel] of panels.entries()) {
    const place = places[position]!;
    const on = { xaxis: `x${place.suffix}`, yaxis: `y${place.suffix}` };
    layout[`xaxis${place.suffix}`] = axis(panel.xTitle ?? xTitle, {
      domain: place.x,
      anchor: on.yaxis,
      zeroline: false,
      ...scale(logX, panel.xRange),
      ...(panel.xTicks && { tickvals: panel.xTicks.values, ticktext: panel.xTicks.labels }),
    });
    layout[`yaxis${place.suffix}`] = axis(panel.yTitle ?? (place.leftmost ? yTitle : ''), {
      domain: place.y,
      anchor: on.xaxis,
      zeroline: false,
      ...scale(logY, panel.yRange),
    });
    if (panel.title) annotations.push(panelTitle(panel.title, place));
    const quantities = [panel.xTitle ?? xTitle, panel.yTitle ?? yTitle] as const;
    for (const line of panel.lines) {
      checkLengths(line);
      const style = styleOf(line);
      if (line.spread) data.push({ ...band(line, line.spread, style.colour), ...on });
      data.push({ ...curve(line, style, quantities), showlegend: inLegend(line.name), ...on });
    }
    for (const reference of panel.references ?? [])
      data.push({ ...straightLine(reference, panel), showlegend: inLegend(reference.name), ...on });
  }
  makeLegendRoom(layout, [...named], {
    headings: panels.some(({ title }) => title),
    fixedHeight: options.height !== undefined,
  });
  layout.annotations = annotations;
  return { data, layout };
}

type Style = { colour: string; dash: string };

/** A colour for each name, in the order in which the names first appear; dashed once all colours are taken. */
function lineStyles(panels: readonly LinesPanel[]): (line: Line) => Style {
  const names = [...new Set(panels.flatMap(({ lines }) => lines.map(({ name, like = name }) => like)))];
  return ({ name, like = name, dash }) => {
    const index = names.indexOf(like);
    return { colour: seriesColour(index), dash: dash ?? (index < seriesColours.length ? 'solid' : 'dash') };
  };
}

function curve(line: Line, { colour, dash }: Style, [xTitle, yTitle]: readonly [string, string]): PlotlyTrace {
  const { name, x, y, spread, markers = false, hover } = line;
  const deviation = spread ? ' ± %{customdata:.2g}' : '';
  return {
    type: 'scatter',
    mode: markers === 'only' ? 'markers' : markers ? 'lines+markers' : 'lines',
    name,
    legendgroup: name,
    x: [...x],
    y: [...y],
    ...(spread && { customdata: [...spread] }),
    ...(hover && { text: [...hover] }),
    line: { color: colour, width: 2, dash, simplify: false },
    ...(markers && { marker: { color: colour, size: 5, ...(markers === 'only' && { opacity: 0.6 }) } }),
    connectgaps: false,
    hovertemplate:
      `<b>${name}</b><br>${hover ? '%{text}<br>' : ''}` +
      `${xTitle || 'x'} %{x:.4g}<br>${yTitle || 'y'} %{y:.4g}${deviation}<extra></extra>`,
  };
}

/** The outline of y ± spread, filled: there along the upper edge and back along the lower. */
function band({ name, x, y }: Line, spread: readonly number[], colour: string): PlotlyTrace {
  const present = [...x.keys()].filter((i) => y[i] != null);
  const back = present.toReversed();
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    legendgroup: name,
    showlegend: false,
    x: [...present, ...back].map((i) => x[i]),
    y: [...present.map((i) => y[i]! + spread[i]!), ...back.map((i) => y[i]! - spread[i]!)],
    fill: 'toself',
    fillcolor: `${colour}2E`,
    line: { width: 0 },
    hoverinfo: 'skip',
  };
}

/** Drawn as a curve, not as a shape, so that it has a place in the legend. */
function straightLine(reference: ReferenceLine, panel: LinesPanel): PlotlyTrace {
  const horizontal = 'y' in reference;
  const drawn = horizontal ? panel.lines.flatMap(({ x }) => x) : panel.lines.flatMap(({ y }) => present(y));
  const [low, high] = (horizontal ? panel.xRange : panel.yRange) ?? [least(drawn), most(drawn)];
  const value = horizontal ? reference.y : reference.x;
  return {
    type: 'scatter',
    mode: 'lines',
    name: reference.name,
    legendgroup: reference.name,
    x: horizontal ? [low, high] : [value, value],
    y: horizontal ? [value, value] : [low, high],
    line: { color: ink.muted, width: 1.4, dash: horizontal ? 'dash' : 'dot' },
    hovertemplate: `${reference.name} ${Number(value.toPrecision(4))}<extra></extra>`,
  };
}

function present(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}

const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

/** Plotly wants the range of a logarithmic axis in powers of ten. */
function scale(logarithmic: boolean, range: readonly [number, number] | undefined): Record<string, unknown> {
  return {
    ...(logarithmic && { type: 'log' }),
    ...(range && { range: logarithmic ? range.map(Math.log10) : [...range] }),
  };
}

function checkLengths({ name, x, y, spread, hover }: Line): void {
  for (const [what, list] of Object.entries({ y, spread, hover })) {
    if (list && list.length !== x.length)
      throw new InputError(`Line '${name}' has ${x.length} x and ${list.length} ${what}: give one for each x.`);
  }
}
