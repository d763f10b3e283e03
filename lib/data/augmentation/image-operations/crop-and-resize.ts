import type { ImageShape } from '../../dataset.js';

/** A window of an image, in whole pixels. */
export interface Window {
  top: number;
  left: number;
  height: number;
  width: number;
}

/**
 * Enlarges or shrinks a window of an image to the image's own size, in place: PIL's `crop` and `resize` with bilinear
 * interpolation, which averages over all the pixels that a new one covers.
 */
export function cropAndResize(image: Uint8Array, [height, width, channels]: ImageShape, window: Window): void {
  const rows = new Uint8Array(window.height * width * channels);
  const across = resampling(window.width, width);
  for (let row = 0; row < window.height; row++)
    resample(image, rows, across, {
      from: ((window.top + row) * width + window.left) * channels,
      to: row * width * channels,
      step: channels,
      channels,
    });
  const down = resampling(window.height, height);
  for (let column = 0; column < width; column++)
    resample(rows, image, down, {
      from: column * channels,
      to: column * channels,
      step: width * channels,
      channels,
    });
}

/** Which old pixels make a new one: the first of them, and the weight of it and of those after it. */
interface Source {
  first: number;
  weights: number[];
}

const one = 2 ** 22;

/** For each new pixel of a line, its old ones, with PIL's weights in 22-bit fixed point. */
function resampling(oldLength: number, newLength: number): Source[] {
  const scale = oldLength / newLength;
  const reach = Math.max(scale, 1);
  return Array.from({ length: newLength }, (_, index) => {
    const centre = (index + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - reach + 0.5));
    const end = Math.min(oldLength, Math.trunc(centre + reach + 0.5));
    const weights = Array.from({ length: end - first }, (_, i) =>
      Math.max(0, 1 - Math.abs((first + i - centre + 0.5) / reach)),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => Math.trunc(0.5 + (weight / sum) * one)) };
  });
}

interface Line {
  from: number;
  to: number;
  /** Bytes from a pixel of the line to the next. */
  step: number;
  channels: number;
}

function resample(old: Uint8Array, made: Uint8Array, sources: Source[], { from, to, step, channels }: Line): void {
  sources.forEach(({ first, weights }, index) => {
    for (let channel = 0; channel < channels; channel++) {
      let sum = one / 2;
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * old[from + (first + i) * step + channel]!;
      made[to + index * step + channel] = Math.min(255, Math.floor(sum / one));
    }
  });
}
