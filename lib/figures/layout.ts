import { ink } from './colours.js';
import type { PlotlyLayout } from './plotly-figure.js';

/** Options that every figure of this room takes. */
export interface FigureOptions {
  /** Heading above the figure; default: what the figure shows. */
  title?: string;
  /** A line under the heading, such as data set, tier or seeds; default none. */
  note?: string;
  /** Whether the numbers come from a simulation; the figure then says so in its corner. Default false. */
  simulated?: boolean;
  /** Width in CSS pixels; default by figure. */
  width?: number;
  /** Height in CSS pixels; default by figure. */
  height?: number;
}

interface LayoutDefaults {
  title: string;
  width: number;
  height: number;
}

/** Fonts, margins, heading, note and the mark *simulated*, the same for every figure. */
export function figureLayout(options: FigureOptions, defaults: LayoutDefaults): PlotlyLayout {
  const { title = defaults.title, note, simulated = false } = options;
  const height = options.height ?? defaults.height;
  const margin = { l: 68, r: 28, t: note ? 104 : 84, b: 68 };
  const heading = note
    ? `<b>${title}</b><br><span style="font-size:12px;color:${ink.muted}">${note}</span>`
    : `<b>${title}</b>`;
  return {
    width: options.width ?? Math.max(defaults.width, margin.l + headingWidth(title, note) + margin.r),
    height,
    title: {
      text: heading,
      x: 0,
      xref: 'paper',
      xanchor: 'left',
      y: 1 - 34 / height,
      yref: 'container',
      yanchor: 'middle',
      font: { size: 17 },
    },
    font: { family: 'Inter, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif', size: 12, color: ink.text },
    margin,
    paper_bgcolor: '#FFFFFF',
    plot_bgcolor: '#FFFFFF',
    legend: {
      orientation: 'h',
      x: 0,
      xanchor: 'left',
      y: 1,
      yanchor: 'bottom',
      font: { size: 12 },
    },
    hoverlabel: { bgcolor: '#FFFFFF', bordercolor: ink.axis, font: { color: ink.text } },
    annotations: simulated ? [simulatedMark()] : [],
  };
}

/** Pixels that the longer line of a heading takes, from the usual widths of a bold letter of 17 pixels and a plain one of 12. */
function headingWidth(title: string, note = ''): number {
  return Math.ceil(Math.max(10 * title.length, 6.2 * note.length));
}

function simulatedMark(): object {
  return {
    text: '<b>simulated</b>',
    name: 'simulated',
    xref: 'paper',
    yref: 'paper',
    x: 1,
    y: 1,
    xanchor: 'right',
    yanchor: 'bottom',
    yshift: 8,
    showarrow: false,
    font: { size: 12, color: ink.warning },
    bordercolor: ink.warning,
    borderpad: 3,
  };
}

/** An axis with quiet lines and a title, which names the unit; `extra` overrides any attribute. */
export function axis(title: string, extra: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    title: { text: title, standoff: 10, font: { size: 12, color: ink.muted } },
    showline: true,
    linecolor: ink.axis,
    gridcolor: ink.grid,
    zerolinecolor: ink.axis,
    ticks: 'outside',
    ticklen: 4,
    tickcolor: ink.axis,
    tickfont: { size: 11, color: ink.text },
    automargin: true,
    ...extra,
  };
}

/** "accuracy (%)", or the quantity alone when it has no unit. */
export function withUnit(quantity: string, unit = ''): string {
  return unit ? `${quantity} (${unit})` : quantity;
}
