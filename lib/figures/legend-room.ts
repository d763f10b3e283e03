import type { PlotlyLayout } from './plotly-figure.js';

/** Pixels of a row of the legend, and of the headings between legend and panels. */
const rowHeight = 29;
const headingHeight = 26;

export interface LegendRoomOptions {
  /** Whether panels below the legend have headings of their own; default false. */
  headings?: boolean;
  /** Whether the figure keeps its height, and the panels give the room; default false: it grows. */
  fixedHeight?: boolean;
}

/** Gives a figure's legend, which stands above the panels, room for as many rows as it will break into. */
export function makeLegendRoom(
  layout: PlotlyLayout,
  names: readonly string[],
  { headings = false, fixedHeight = false }: LegendRoomOptions = {},
): void {
  const margin = layout.margin as { t: number; b: number; l: number; r: number };
  const more = rowHeight * (rowCount(names, layout.width - margin.l - margin.r) - 1);
  const ofHeadings = headings ? headingHeight : 0;
  const top = margin.t + more + ofHeadings;
  if (!fixedHeight) {
    // The title stays where it is, counted from above.
    const fromAbove = (1 - (layout.title.y as number)) * layout.height;
    layout.height += more;
    layout.title = { ...layout.title, y: 1 - fromAbove / layout.height };
  }
  layout.margin = { ...margin, t: top };
  layout.legend = { ...(layout.legend as object), y: 1 + ofHeadings / (layout.height - top - margin.b) };
}

/** Rows of the legend, from the usual width of a letter and of the mark beside a name. */
function rowCount(names: readonly string[], width: number): number {
  let [rows, left] = [1, width];
  for (const name of new Set(names)) {
    const needed = 46 + 6.6 * name.length;
    if (needed > left) [rows, left] = [rows + 1, width];
    left -= needed;
  }
  return rows;
}
