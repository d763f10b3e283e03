import { InputError } from '../errors.js';
import { ink, seriesColour } from './colours.js';
import { type FigureOptions, figureLayout } from './layout.js';
import { panelGrid, panelTitle } from './panels.js';
import type { PlotlyFigure, PlotlyTrace } from './plotly-figure.js';

type Point = readonly [x: number, y: number];

/** Points of one name and colour. */
export interface PlanePoints {
  name: string;
  at: readonly Point[];
  /** What stands beside each point; default nothing. */
  labels?: readonly string[];
  /** Whether a second line surrounds each point; default none does. */
  ringed?: readonly boolean[];
}

/** A straight segment, such as a boundary, a distance or a direction. */
export interface PlaneSegment {
  name: string;
  from: Point;
  to: Point;
  /** What stands at its end; default nothing. */
  label?: string;
  /** Default 'solid'. */
  dash?: 'solid' | 'dash' | 'dot';
  /** Whether it ends in an arrow; default false. */
  arrow?: boolean;
  /** Name of the points or the segment whose colour it has; default grey. */
  colourOf?: string;
}

export interface PlanePanel {
  title?: string;
  points: readonly PlanePoints[];
  segments: readonly PlaneSegment[];
}

export interface PlaneOptions extends FigureOptions {
  /** What is shown of the plane, the same in every panel and at one scale in both directions. */
  xRange: readonly [number, number];
  yRange: readonly [number, number];
}

/**
 * Points and straight lines in the plane, without axes: the geometry of classes, boundaries and margins, in one panel or
 * several side by side. Points of one name have one colour in all panels.
 *
 * @throws InputError when there is no panel, or points have labels for others.
 */
export function planeFigure(panels: readonly PlanePanel[], options: PlaneOptions): PlotlyFigure {
  if (panels.length === 0) throw new InputError('There is no plane to draw: give at least one panel.');
  const { xRange, yRange } = options;
  const width = panels.length === 1 ? 640 : 380;
  const height = (width * (yRange[1] - yRange[0])) / (xRange[1] - xRange[0]);
  const layout = figureLayout(options, {
    title: 'Plane',
    width: 100 + width * panels.length,
    height: Math.round(headSpace + 20 + height),
  });
  layout.margin = { l: 20, r: 20, t: headSpace, b: 20 };
  const places = panelGrid(panels.length, { columns: panels.length, gapX: 0.04 });
  // The mark of a simulation stands above the headings of the panels, beside the legend.
  const annotations: object[] = (layout.annotations as object[]).map((mark) => ({ ...mark, yshift: 34 }));
  const names = [...new Set(panels.flatMap(({ points }) => points.map(({ name }) => name)))];
  const colourOf = (name: string | undefined) =>
    name !== undefined && names.includes(name) ? seriesColour(names.indexOf(name)) : ink.muted;
  const shown = new Set<string>();
  const inLegend = (name: string) => !shown.has(name) && Boolean(shown.add(name));
  const data: PlotlyTrace[] = [];
  for (const [position, { title, points, segments }] of panels.entries()) {
    const place = places[position]!;
    const on = { xaxis: `x${place.suffix}`, yaxis: `y${place.suffix}` };
    const hidden = { visible: false, fixedrange: false };
    layout[`xaxis${place.suffix}`] = { ...hidden, domain: place.x, range: [...xRange], anchor: on.yaxis };
    layout[`yaxis${place.suffix}`] = {
      ...hidden,
      domain: place.y,
      range: [...yRange],
      anchor: on.xaxis,
      scaleanchor: on.xaxis,
    };
    if (title) annotations.push(panelTitle(title, place));
    for (const segment of segments) {
      const colour = colourOf(segment.colourOf);
      data.push({ ...drawn(segment, colour), showlegend: inLegend(segment.name), ...on });
      if (segment.arrow) annotations.push({ ...arrowHead(segment, colour), ...references(on) });
      if (segment.label) annotations.push({ ...endLabel(segment, colour), ...references(on) });
    }
    for (const each of points)
      data.push({ ...marked(each, colourOf(each.name)), showlegend: inLegend(each.name), ...on });
  }
  return {
    data,
    layout: {
      ...layout,
      hovermode: 'closest',
      legend: { ...(layout.legend as object), y: 1 + 32 / height },
      annotations,
    },
  };
}

/** Above the plane, for heading, note, legend and the headings of the panels. */
const headSpace = 136;

function marked({ name, at, labels, ringed }: PlanePoints, colour: string): PlotlyTrace {
  for (const list of [labels, ringed])
    if (list && list.length !== at.length)
      throw new InputError(`'${name}' has ${at.length} points and ${list.length} labels or rings: give one for each.`);
  return {
    type: 'scatter',
    mode: labels ? 'markers+text' : 'markers',
    name,
    legendgroup: name,
    x: at.map(([x]) => x),
    y: at.map(([, y]) => y),
    ...(labels && { text: [...labels], textposition: 'top center', textfont: { color: ink.text, size: 12 } }),
    marker: {
      color: colour,
      size: 11,
      symbol: at.map((_, i) => (ringed?.[i] ? 'circle-dot' : 'circle')),
      line: {
        color: at.map((_, i) => (ringed?.[i] ? ink.text : '#FFFFFF')),
        width: at.map((_, i) => (ringed?.[i] ? 2 : 1)),
      },
    },
    hovertemplate: `<b>${name}</b>${labels ? ' %{text}' : ''}<br>(%{x:.3g}, %{y:.3g})<extra></extra>`,
  };
}

function drawn({ name, from, to, dash = 'solid' }: PlaneSegment, colour: string): PlotlyTrace {
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    legendgroup: name,
    x: [from[0], to[0]],
    y: [from[1], to[1]],
    line: { color: colour, width: 2, dash },
    hovertemplate: `<b>${name}</b><extra></extra>`,
  };
}

function references({ xaxis, yaxis }: { xaxis: string; yaxis: string }): object {
  return { xref: xaxis, yref: yaxis, axref: xaxis, ayref: yaxis };
}

function arrowHead({ from, to }: PlaneSegment, colour: string): object {
  return {
    text: '',
    x: to[0],
    y: to[1],
    ax: from[0],
    ay: from[1],
    showarrow: true,
    arrowhead: 2,
    arrowsize: 1.1,
    arrowwidth: 2,
    arrowcolor: colour,
  };
}

function endLabel({ from, to, label }: PlaneSegment, colour: string): object {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  return {
    text: label,
    x: to[0],
    y: to[1],
    showarrow: false,
    xshift: (14 * (to[0] - from[0])) / length,
    yshift: (12 * (to[1] - from[1])) / length,
    font: { size: 12, color: colour },
  };
}
