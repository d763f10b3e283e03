import { InputError } from '../errors.js';
import { quartiles } from '../metrics/index.js';
import { kernelDensity } from '../statistics/index.js';
import { ink, seriesColour } from './colours.js';
import { axis, type FigureOptions, figureLayout, withUnit } from './layout.js';
import type { PlotlyFigure, PlotlyTrace } from './plotly-figure.js';

/** The samples of one method, a list for each group; an empty list draws nothing. */
export interface ViolinSeries {
  name: string;
  samples: readonly ArrayLike<number>[];
}

export interface ViolinOptions extends FigureOptions {
  /** What the samples are, such as 'predicted probability'. */
  quantity: string;
  /** Unit of the samples, in brackets behind the quantity; default none. */
  unit?: string;
  /** Ends of the axis of samples; default: those of the samples. */
  range?: readonly [number, number];
  /** Whether the groups stand beside each other or lie above each other, the first on top; default 'vertical'. */
  orientation?: 'vertical' | 'horizontal';
  /** Colours of the series; default those of every figure. */
  colours?: readonly string[];
  /** Samples at which a dashed line crosses all groups, with a name; default none. */
  references?: readonly { name: string; value: number }[];
}

/** One half or one whole violin: which sides of its axis it fills, and where the axis stands. */
interface Place {
  centre: number;
  sides: readonly (1 | -1)[];
  /** Half its width. */
  width: number;
}

/** A share of the distance of two groups. */
const groupWidth = 0.84;
const steps = 120;

/**
 * Distributions by group as violins (kernel density, all of the same greatest width, cut off at the extreme samples),
 * with lines at the quartiles: DBM, Figure 4, and MiSLAS, Figure 3. Two series are halves of one violin, the first on the
 * left or upper side; with one or with more, each has whole violins beside the others.
 *
 * @throws InputError when a series does not hold one list for each group, or a sample is not finite.
 */
export function violinFigure(
  groups: readonly string[],
  series: readonly ViolinSeries[],
  options: ViolinOptions,
): PlotlyFigure {
  const { quantity, unit, range, orientation = 'vertical', colours, references = [] } = options;
  const vertical = orientation === 'vertical';
  const data = series.flatMap(({ name, samples }, position) => {
    if (samples.length !== groups.length) {
      throw new InputError(
        `Series '${name}' has samples for ${samples.length} of ${groups.length} groups: give a list for each group.`,
      );
    }
    const colour = colours?.[position] ?? seriesColour(position);
    const drawn = samples.flatMap((values, group) => (values.length > 0 ? [{ values, group }] : []));
    return drawn.flatMap(({ values, group }, index) => {
      const shape = violin(values, placeOf(group, position, series.length, vertical));
      const label = { name, group: groups[group]!, count: values.length, colour, inLegend: index === 0 };
      return [outline(shape, label, vertical), ...quartileLines(shape, label, vertical)];
    });
  });
  data.push(...references.map((reference) => referenceLine(reference, groups.length, vertical)));
  const size = vertical
    ? { width: Math.max(420, 130 + 170 * groups.length), height: 440 }
    : { width: 640, height: 170 + 100 * groups.length };
  const ofGroups = axis('', {
    tickvals: groups.map((_, group) => group),
    ticktext: groups,
    // Groups that lie above each other run downwards.
    range: vertical ? [-0.6, groups.length - 0.4] : [groups.length - 0.4, -0.6],
    ticks: '',
    showgrid: false,
    zeroline: false,
    tickfont: { size: 13, color: ink.text },
  });
  const ofSamples = axis(withUnit(quantity, unit), { zeroline: false, ...(range && { range: [...range] }) });
  return {
    data,
    layout: {
      ...figureLayout(options, { title: `Distribution of the ${quantity}`, ...size }),
      hovermode: 'closest',
      xaxis: vertical ? ofGroups : ofSamples,
      yaxis: vertical ? ofSamples : ofGroups,
    },
  };
}

function placeOf(group: number, position: number, seriesCount: number, vertical: boolean): Place {
  if (seriesCount === 2) {
    // The axis of groups that lie above each other points downwards: its negative side is the upper one.
    const side = position === 0 ? -1 : 1;
    return { centre: group + 0.012 * side, sides: [side], width: groupWidth / 2 };
  }
  const width = groupWidth / seriesCount / 2;
  const offset = (position - (seriesCount - 1) / 2) * 2 * width;
  return { centre: group + (vertical ? offset : -offset), sides: [-1, 1], width: 0.94 * width };
}

interface Violin {
  place: Place;
  /** Rising samples and half the width of the violin there. */
  at: number[];
  half: number[];
  marks: { value: number; half: number }[];
}

function violin(values: ArrayLike<number>, place: Place): Violin {
  const rising = Float64Array.from(values).sort();
  const [low, high] = [rising[0]!, rising.at(-1)!];
  const density = kernelDensity(rising);
  const at = Array.from({ length: steps + 1 }, (_, step) => low + ((high - low) * step) / steps);
  const densities = at.map(density);
  const scale = place.width / Math.max(...densities);
  const marks = quartiles(rising).map((value) => ({ value, half: Math.min(place.width, scale * density(value)) }));
  return { place, at, half: densities.map((each) => scale * each), marks };
}

interface Label {
  name: string;
  group: string;
  count: number;
  colour: string;
  inLegend: boolean;
}

/** Along the axis of groups and along that of samples, as x and y. */
function oriented(across: number[], along: number[], vertical: boolean): { x: number[]; y: number[] } {
  return vertical ? { x: across, y: along } : { x: along, y: across };
}

function outline({ place: { centre, sides }, at, half, marks }: Violin, label: Label, vertical: boolean): PlotlyTrace {
  const [left, right] = [sides.includes(-1) ? -1 : 0, sides.includes(1) ? 1 : 0];
  const across = [
    ...half.map((each) => centre + left * each),
    ...half.toReversed().map((each) => centre + right * each),
  ];
  const [first, median, third] = marks.map(({ value }) => value.toPrecision(3));
  const heading = `${label.group} · ${label.name}<br>${label.count} samples`;
  return {
    type: 'scatter',
    mode: 'lines',
    name: label.name,
    legendgroup: label.name,
    showlegend: label.inLegend,
    ...oriented(across.map(rounded), [...at, ...at.toReversed()].map(rounded), vertical),
    fill: 'toself',
    fillcolor: label.colour,
    line: { color: label.colour, width: 1, simplify: false },
    hoveron: 'fills',
    text: `${heading}<br>median ${median}, quartiles ${first} and ${third}`,
    hoverinfo: 'text',
  };
}

function quartileLines({ place: { centre, sides }, marks }: Violin, label: Label, vertical: boolean): PlotlyTrace[] {
  const [left, right] = [sides.includes(-1) ? -1 : 0, sides.includes(1) ? 1 : 0];
  return marks.map(
    ({ value, half }, quarter): PlotlyTrace => ({
      type: 'scatter',
      mode: 'lines',
      name: ['first quartile', 'median', 'third quartile'][quarter]!,
      legendgroup: label.name,
      showlegend: false,
      ...oriented([centre + left * half, centre + right * half].map(rounded), [value, value], vertical),
      line: { color: '#FFFFFF', width: quarter === 1 ? 2 : 1.3, dash: quarter === 1 ? 'solid' : 'dot' },
      hoverinfo: 'skip',
    }),
  );
}

function referenceLine(
  { name, value }: { name: string; value: number },
  groupCount: number,
  vertical: boolean,
): PlotlyTrace {
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    ...oriented([-0.6, groupCount - 0.4], [value, value], vertical),
    line: { color: ink.text, width: 1.4, dash: 'dash' },
    hovertemplate: `${name} ${Number(value.toPrecision(4))}<extra></extra>`,
  };
}

/** Five digits draw the same curve with a shorter file. */
function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
