import { InputError } from '../errors.js';
import { ink, seriesColour } from './colours.js';
import { axis, type FigureOptions, figureLayout } from './layout.js';
import { makeLegendRoom } from './legend-room.js';
import { type PanelPlace, panelGrid, panelGridSize, panelTitle } from './panels.js';
import type { PlotlyFigure, PlotlyTrace } from './plotly-figure.js';

/** Points of the plane that are drawn alike; groups of the same class have one colour. */
export interface PointGroup {
  name: string;
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  /** Which colour: 0, 1, …; default the group's place in its panel. */
  classIndex?: number;
  /** Whether points are rings, as for generated ones; default false: discs. */
  open?: boolean;
}

/** The line w₁ x + w₂ y + b = 0. */
export interface SeparatingLine {
  name: string;
  weights: readonly [number, number];
  bias: number;
  /** Default 'solid'. */
  dash?: 'solid' | 'dash' | 'dot' | 'dashdot';
  /** Whether it is drawn quietly, as what the others are compared with; default false. */
  reference?: boolean;
}

export interface SeparatorPanel {
  /** Heading of the panel; default none. */
  title?: string;
  groups: readonly PointGroup[];
  lines: readonly SeparatingLine[];
}

export interface SeparatorOptions extends FigureOptions {
  /** The square that is shown goes from −extent to extent on both axes; default around all points. */
  extent?: number;
  /** Most panels in a row; default 2. */
  columns?: number;
}

const panelSize = 320;

/**
 * Points of two classes in the plane and the straight lines that part them, on axes of equal scale, one panel or several:
 * UniMix, Figure 3; logit adjustment, Figure 2.
 *
 * @throws InputError when there is no panel, a group's coordinates differ in number, or a line has no direction.
 */
export function separatorFigure(panels: readonly SeparatorPanel[], options: SeparatorOptions = {}): PlotlyFigure {
  if (panels.length === 0) throw new InputError('There are no separators to draw: give at least one panel.');
  const { columns = 2, extent = 1.05 * farthest(panels) } = options;
  const { across, down } = panelGridSize(panels.length, { columns });
  const layout = figureLayout(options, {
    title: 'Decision boundaries',
    width: 130 + across * (panelSize + 50),
    height: 170 + down * (panelSize + 60),
  });
  const annotations = [...(layout.annotations as object[])];
  const lineNames = [...new Set(panels.flatMap(({ lines }) => lines.filter((line) => !line.reference).map(nameOf)))];
  const classCount = 1 + Math.max(1, ...panels.flatMap(({ groups }) => groups.map(classOf)));
  const named = new Set<string>();
  const inLegend = (name: string) => !named.has(name) && Boolean(named.add(name));
  const data: PlotlyTrace[] = [];

  for (const [position, place] of panelGrid(panels.length, { columns, gapX: 0.09, gapY: 0.22 / down }).entries()) {
    const { title, groups, lines } = panels[position]!;
    const on = { xaxis: `x${place.suffix}`, yaxis: `y${place.suffix}` };
    Object.assign(layout, axes(place, extent));
    if (title) annotations.push(panelTitle(title, place));
    for (const [index, group] of groups.entries())
      data.push({ ...points(group, index), showlegend: inLegend(group.name), ...on });
    for (const line of lines) {
      const colour = line.reference ? ink.muted : seriesColour(classCount + lineNames.indexOf(line.name));
      data.push({ ...straightLine(line, extent, colour), showlegend: inLegend(line.name), ...on });
    }
  }
  makeLegendRoom(layout, [...named], { headings: true, fixedHeight: options.height !== undefined });
  layout.annotations = annotations;
  return { data, layout };
}

const nameOf = ({ name }: { name: string }) => name;
const classOf = (group: PointGroup, index: number) => group.classIndex ?? index;

/** The coordinate farthest from zero; 1 where there are no points. */
function farthest(panels: readonly SeparatorPanel[]): number {
  let most = 0;
  for (const { groups } of panels)
    for (const { x, y } of groups)
      for (const list of [x, y]) for (let i = 0; i < list.length; i++) most = Math.max(most, Math.abs(list[i]!));
  return most || 1;
}

function axes({ suffix, x, y }: PanelPlace, extent: number): Record<string, unknown> {
  const range = [-extent, extent];
  return {
    [`xaxis${suffix}`]: axis('', { domain: x, anchor: `y${suffix}`, range, zeroline: false, constrain: 'domain' }),
    [`yaxis${suffix}`]: axis('', {
      domain: y,
      anchor: `x${suffix}`,
      range,
      zeroline: false,
      constrain: 'domain',
      scaleanchor: `x${suffix}`,
    }),
  };
}

function points(group: PointGroup, index: number): PlotlyTrace {
  const { name, x, y, open = false } = group;
  if (x.length !== y.length)
    throw new InputError(`The points '${name}' have ${x.length} and ${y.length} coordinates: give each an x and a y.`);
  const color = seriesColour(classOf(group, index));
  return {
    type: 'scatter',
    mode: 'markers',
    name,
    legendgroup: name,
    x: Array.from(x),
    y: Array.from(y),
    marker: open
      ? { symbol: 'circle-open', color, size: 6, opacity: 0.75, line: { width: 1.2 } }
      : { symbol: 'circle', color, size: 5, opacity: 0.6 },
    hovertemplate: `<b>${name}</b><br>(%{x:.2f}, %{y:.2f})<extra></extra>`,
  };
}

/** The line across the square, through the point of it that is nearest to the origin; Plotly cuts off what is outside. */
function straightLine(
  { name, weights: [a, b], bias, dash = 'solid', reference }: SeparatingLine,
  extent: number,
  colour: string,
): PlotlyTrace {
  const length = Math.hypot(a, b);
  if (!(length > 0 && Number.isFinite(length) && Number.isFinite(bias)))
    throw new InputError(`The line '${name}' has no direction: its weights are ${a} and ${b}, its bias is ${bias}.`);
  const foot = [(-bias * a) / length ** 2, (-bias * b) / length ** 2];
  const along = [-b / length, a / length];
  const ends = [-3 * extent, 0, 3 * extent];
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    legendgroup: name,
    x: ends.map((t) => foot[0]! + t * along[0]!),
    y: ends.map((t) => foot[1]! + t * along[1]!),
    line: { color: colour, width: reference ? 1.6 : 2.4, dash: reference ? 'dash' : dash },
    hovertemplate: `<b>${name}</b><extra></extra>`,
  };
}
