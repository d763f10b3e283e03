import type { Numbers } from './rows.js';

/** First quartile, median and third quartile of rising numbers, interpolated linearly as NumPy does. */
export function quartiles(rising: Numbers): [number, number, number] {
  const at = (share: number): number => {
    const place = share * (rising.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, rising.length - 1);
    return rising[below]! + (place - below) * (rising[above]! - rising[below]!);
  };
  return [at(0.25), at(0.5), at(0.75)];
}
