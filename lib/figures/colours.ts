/**
 * Colours of Okabe and Ito (2008), told apart with every common form of colour blindness; black and yellow are left
 * out because they vanish among axes and on white.
 */
export const seriesColours = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#56B4E9', '#E69F00'] as const;

/** Many-, medium- and few-shot classes: one hue from dark to light, so that the order survives a grey-scale print. */
export const shotGroupColours = { many: '#0B4F79', medium: '#3B93C3', few: '#A3CFE8' } as const;

/** White to dark blue with even steps of lightness, for shares between 0 and 1. */
export const shareScale: readonly [number, string][] = [
  [0, '#FFFFFF'],
  [0.15, '#DCE9F4'],
  [0.35, '#A3C7E2'],
  [0.55, '#5E9FCB'],
  [0.75, '#2A71A8'],
  [1, '#0A3C66'],
];

export const ink = { text: '#262B33', muted: '#6B7480', grid: '#E6E9ED', axis: '#B7BEC8', warning: '#B3261E' } as const;

/** The colour of series `index`; after the last colour it starts over. */
export function seriesColour(index: number): string {
  return seriesColours[index % seriesColours.length]!;
}
