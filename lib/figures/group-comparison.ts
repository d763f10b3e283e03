import { InputError } from '../errors.js';
import { ink, seriesColour } from './colours.js';
import { axis, type FigureOptions, figureLayout, withUnit } from './layout.js';
import { makeLegendRoom } from './legend-room.js';
import { type MeanAndSpread, whiskers } from './method-accuracy.js';
import type { PlotlyFigure, PlotlyTrace } from './plotly-figure.js';

/** One value for each group, such as the error of many-shot classes; null where the group is empty. */
export interface GroupSeries {
  name: string;
  values: readonly (MeanAndSpread | null)[];
}

export interface GroupComparisonOptions extends FigureOptions {
  /** What is compared, such as 'error'. */
  quantity: string;
  /** Unit of the values, in brackets behind the quantity; default none. */
  unit?: string;
  /** What the groups are; default nothing. */
  groupTitle?: string;
}

/**
 * A quantity of several groups side by side for several methods, as bars: logit adjustment, Figures 4 and 8. Whiskers are
 * one standard deviation over seeds.
 *
 * @throws InputError when a series does not hold one entry for each group.
 */
export function groupComparisonFigure(
  groups: readonly string[],
  series: readonly GroupSeries[],
  options: GroupComparisonOptions,
): PlotlyFigure {
  const { quantity, unit, groupTitle = '' } = options;
  const data = series.map(({ name, values }, position): PlotlyTrace => {
    if (values.length !== groups.length)
      throw new InputError(
        `Series '${name}' has ${values.length} values for ${groups.length} groups: give one for each.`,
      );
    return {
      type: 'bar',
      name,
      x: [...groups],
      y: values.map((value) => value?.mean ?? null),
      error_y: whiskers(values),
      marker: { color: seriesColour(position) },
      hovertemplate: `%{x}<br>${name}: %{y:.4g}${unit ? ` ${unit}` : ''}<extra></extra>`,
    };
  });
  const layout = figureLayout(options, {
    title: `${quantity} by group`,
    width: Math.max(560, 110 + groups.length * (24 + 22 * series.length)),
    height: 420,
  });
  makeLegendRoom(
    layout,
    series.map(({ name }) => name),
    { fixedHeight: options.height !== undefined },
  );
  return {
    data,
    layout: {
      ...layout,
      barmode: 'group',
      bargap: 0.2,
      bargroupgap: 0.06,
      xaxis: axis(groupTitle, {
        type: 'category',
        showgrid: false,
        ticks: '',
        tickfont: { size: 12.5, color: ink.text },
      }),
      yaxis: axis(withUnit(quantity, unit), { rangemode: 'tozero', zeroline: true }),
    },
  };
}
