import { classAxis, headToTail, namedClassLimit, requireOnePerClass } from './class-axis.js';
import { seriesColour } from './colours.js';
import { axis, type FigureOptions, figureLayout, withUnit } from './layout.js';
import { whiskers } from './method-accuracy.js';
import type { PlotlyFigure, PlotlyTrace } from './plotly-figure.js';

/** One value for each class, such as the mean logit before calibration; null where the class has no test image. */
export interface ClassSeries {
  name: string;
  values: readonly (number | null)[];
  /** One standard deviation of each value, drawn as a whisker; default none. */
  spread?: readonly (number | null)[];
}

export interface ClassComparisonOptions extends FigureOptions {
  /** Name of each class; default: its index. */
  classNames?: readonly string[];
  /** What is compared, such as 'mean logit'; default 'accuracy'. */
  quantity?: string;
  /** Unit of the values, in brackets behind the quantity; default none. */
  unit?: string;
}

/**
 * A quantity of each class side by side for several models, classes sorted from head to tail: MARC, Figures 1, 3ab
 * and 5. Bars for up to 20 classes, lines through the ranks beyond.
 *
 * @throws InputError when a series or the names do not hold one entry for each class.
 */
export function classComparisonFigure(
  classCounts: readonly number[],
  series: readonly ClassSeries[],
  options: ClassComparisonOptions = {},
): PlotlyFigure {
  const { classNames, quantity = 'accuracy', unit } = options;
  if (classNames) requireOnePerClass('classNames', classNames.length, classCounts.length);
  const order = headToTail(classCounts);
  const hover = order.map(
    (index) => `${classNames?.[index] ?? `class ${index}`} · ${classCounts[index]} training images`,
  );
  const bars = order.length <= namedClassLimit;
  const data = series.map(({ name, values, spread }, position): PlotlyTrace => {
    requireOnePerClass(`Series '${name}'`, values.length, classCounts.length);
    if (spread) requireOnePerClass(`The spread of '${name}'`, spread.length, classCounts.length);
    return {
      ...(bars ? barStyle(position) : lineStyle(position)),
      name,
      x: order.map((_, rank) => rank),
      y: order.map((index) => values[index] ?? null),
      ...(spread && { error_y: whiskers(order.map((index) => ({ spread: spread[index] }))) }),
      text: hover,
      textposition: 'none',
      hovertemplate: `%{text}<br>${name}: %{y:.4g}<extra></extra>`,
    };
  });
  return {
    data,
    layout: {
      ...figureLayout(options, { title: `${capitalised(quantity)} by class`, width: 760, height: 420 }),
      barmode: 'group',
      bargap: 0.28,
      bargroupgap: 0.04,
      xaxis: classAxis(classCounts, classNames),
      yaxis: axis(withUnit(quantity, unit), { rangemode: 'tozero', zeroline: true }),
    },
  };
}

function barStyle(position: number): PlotlyTrace {
  return { type: 'bar', marker: { color: seriesColour(position) } };
}

function lineStyle(position: number): PlotlyTrace {
  const color = seriesColour(position);
  return {
    type: 'scatter',
    mode: 'lines+markers',
    line: { color, width: 1.6 },
    marker: { color, size: 4.5 },
    connectgaps: false,
  };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
