import { ink } from './colours.js';

/** Where a panel stands in a grid that is read row by row, in shares of the plotting area. */
export interface PanelPlace {
  /** What Plotly puts behind `x`, `y`, `xaxis` and `yaxis` for this panel: nothing for the first, then 2, 3, … */
  suffix: string;
  x: [number, number];
  y: [number, number];
  /** Whether it is the leftmost of its row. */
  leftmost: boolean;
  /** Whether no panel stands below it. */
  lowest: boolean;
}

export interface PanelGridOptions {
  /** Most panels in a row; default 3. */
  columns?: number;
  /** Space between neighbours, as a share of the plotting area; default 0.07. */
  gapX?: number;
  /** Space between rows; default 0.2. */
  gapY?: number;
}

/** How many panels stand in a row, and how many rows there are, of `count` panels. */
export function panelGridSize(count: number, { columns }: { columns: number }): { across: number; down: number } {
  const across = Math.min(count, columns);
  return { across, down: Math.ceil(count / across) };
}

/** Places for `count` panels of equal size. */
export function panelGrid(
  count: number,
  { columns: most = 3, gapX = 0.07, gapY = 0.2 }: PanelGridOptions = {},
): PanelPlace[] {
  const { across: columns, down: rows } = panelGridSize(count, { columns: most });
  const width = (1 - gapX * (columns - 1)) / columns;
  const height = (1 - gapY * (rows - 1)) / rows;
  return Array.from({ length: count }, (_, position) => {
    const column = position % columns;
    const left = column * (width + gapX);
    const top = 1 - Math.floor(position / columns) * (height + gapY);
    return {
      suffix: position === 0 ? '' : `${position + 1}`,
      x: [left, Math.min(1, left + width)],
      y: [Math.max(0, top - height), top],
      leftmost: column === 0,
      lowest: position + columns >= count,
    };
  });
}

/** The heading above a panel. */
export function panelTitle(text: string, { x, y }: PanelPlace): object {
  return {
    text: `<b>${text}</b>`,
    xref: 'paper',
    yref: 'paper',
    x: (x[0] + x[1]) / 2,
    y: y[1],
    yshift: 6,
    xanchor: 'center',
    yanchor: 'bottom',
    showarrow: false,
    font: { size: 13, color: ink.text },
  };
}
