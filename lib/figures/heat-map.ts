import { InputError } from '../errors.js';
import { ink, shareScale } from './colours.js';
import { axis, type FigureOptions, figureLayout, withUnit } from './layout.js';
import { panelGrid, panelTitle } from './panels.js';
import type { PlotlyFigure, PlotlyTrace } from './plotly-figure.js';

/** One grid of numbers: `values[row][column]`, null where there is none. */
export interface HeatMapPanel {
  name: string;
  values: readonly (readonly (number | null)[])[];
  /** Cells with a frame, such as the best. */
  frames?: readonly { row: number; column: number; colour: string }[];
}

export interface HeatMapOptions extends FigureOptions {
  /** What the numbers are, such as 'top-1 accuracy'. */
  quantity: string;
  /** Unit of the numbers, in brackets behind the quantity; default none. */
  unit?: string;
  /** Names of rows, from bottom to top, and of columns; the axis titles say what they are. */
  rows: readonly string[];
  columns: readonly string[];
  rowTitle: string;
  columnTitle: string;
  /** Decimals of the printed numbers; default 1. */
  digits?: number;
}

const cell = { width: 62, height: 50 };

/**
 * Grids of numbers side by side, each coloured from its own smallest to its own largest and with the numbers printed:
 * MiSLAS, Figure 5.
 *
 * @throws InputError when a panel is not of the named rows and columns.
 */
export function heatMapFigure(panels: readonly HeatMapPanel[], options: HeatMapOptions): PlotlyFigure {
  const { quantity, unit, rows, columns, rowTitle, columnTitle, digits = 1 } = options;
  const places = panelGrid(panels.length, { columns: panels.length, gapX: 0.1 / panels.length });
  const layout = figureLayout(options, {
    title: withUnit(quantity, unit),
    width: 110 + panels.length * (cell.width * columns.length + 60),
    height: 170 + cell.height * rows.length,
  });
  const data = panels.map(({ name, values }, position): PlotlyTrace => {
    if (values.length !== rows.length || values.some((row) => row.length !== columns.length)) {
      throw new InputError(
        `The heat map '${name}' is not ${rows.length} rows of ${columns.length} numbers: give one for each cell, null where there is none.`,
      );
    }
    const { suffix, x: domain, leftmost } = places[position]!;
    const quiet = { showgrid: false, zeroline: false, ticks: '', mirror: true };
    layout[`xaxis${suffix}`] = axis(columnTitle, { ...quiet, ...ticks(columns), domain, anchor: `y${suffix}` });
    layout[`yaxis${suffix}`] = axis(leftmost ? rowTitle : '', { ...quiet, ...ticks(rows), anchor: `x${suffix}` });
    return {
      type: 'heatmap',
      name,
      z: values,
      x: columns.map((_, column) => column),
      y: rows.map((_, row) => row),
      xaxis: `x${suffix}`,
      yaxis: `y${suffix}`,
      colorscale: shareScale,
      ...visibleRange(values),
      showscale: false,
      xgap: 2,
      ygap: 2,
      hoverongaps: false,
      text: values.map((row) => row.map((value) => value?.toFixed(digits) ?? '')),
      texttemplate: '%{text}',
      textfont: { size: 12 },
      customdata: rows.map((row) => columns.map((column) => [row, column])),
      hovertemplate: `${rowTitle} %{customdata[0]}, ${columnTitle} %{customdata[1]}<br>${quantity} %{z:.${digits}f}${unit ? ` ${unit}` : ''}<extra>${name}</extra>`,
    };
  });
  layout.annotations = [
    ...(layout.annotations as object[]),
    ...panels.map(({ name }, position) => panelTitle(name, places[position]!)),
  ];
  layout.shapes = panels.flatMap(({ frames = [] }, position) =>
    frames.map(({ row, column, colour }) => ({
      type: 'rect',
      xref: `x${places[position]!.suffix}`,
      yref: `y${places[position]!.suffix}`,
      x0: column - 0.48,
      x1: column + 0.48,
      y0: row - 0.48,
      y1: row + 0.48,
      line: { color: colour, width: 3 },
    })),
  );
  return { data, layout };
}

/** The smallest number a tenth of the range above the scale's white. */
function visibleRange(values: HeatMapPanel['values']): { zmin: number; zmax: number } | undefined {
  const present = values.flat().filter((value) => value !== null);
  const [zmin, zmax] = [Math.min(...present), Math.max(...present)];
  return zmin < zmax ? { zmin: zmin - (zmax - zmin) / 10, zmax } : undefined;
}

function ticks(names: readonly string[]): Record<string, unknown> {
  return { tickvals: names.map((_, place) => place), ticktext: names, tickfont: { size: 12, color: ink.text } };
}
