import type { ImageShape } from '../../dataset.js';

const { fround } = Math;

const passes = 3;

/**
 * Blurs an image, in place, as PIL's `GaussianBlur(sigma)`: three passes of a box along the rows and three along the
 * columns, the box's ends weighted so that the variances add up (Gwosdek et al., Theoretical Foundations of Gaussian
 * Convolution by Extended Box Filtering, 2011). Beyond the border the border's pixels go on.
 */
export function gaussianBlur(image: Uint8Array, [height, width, channels]: ImageShape, sigma: number): void {
  const box = extendedBox(sigma);
  for (let row = 0; row < height; row++)
    for (let channel = 0; channel < channels; channel++)
      blurLine(image, { start: row * width * channels + channel, length: width, step: channels }, box);
  for (let start = 0; start < width * channels; start++)
    blurLine(image, { start, length: height, step: width * channels }, box);
}

/** A box of 2 · radius + 1 whole pixels, and one lighter pixel on either side; weights in 24-bit fixed point. */
interface Box {
  radius: number;
  weight: number;
  endWeight: number;
}

const one = 2 ** 24;

/** In PIL's float32, which decides where a sum falls exactly between two values. */
function extendedBox(sigma: number): Box {
  const variance = fround(fround(fround(sigma) ** 2) / passes);
  const radius = Math.floor((fround(Math.sqrt(12 * variance + 1)) - 1) / 2);
  const missing = fround((2 * radius + 1) * fround(radius * (radius + 1) - fround(3 * variance)));
  const part = fround(missing / fround(6 * fround(variance - (radius + 1) ** 2)));
  const weight = Math.trunc(fround(one / fround(2 * fround(radius + part) + 1)));
  return { radius, weight, endWeight: Math.trunc((one - (2 * radius + 1) * weight) / 2) };
}

interface Line {
  start: number;
  length: number;
  step: number;
}

function blurLine(image: Uint8Array, { start, length, step }: Line, { radius, weight, endWeight }: Box): void {
  for (let pass = 0; pass < passes; pass++) {
    const old = Uint8Array.from({ length }, (_, i) => image[start + i * step]!);
    const at = (i: number) => old[Math.min(Math.max(i, 0), length - 1)]!;
    let inside = 0;
    for (let i = -radius; i <= radius; i++) inside += at(i);
    for (let i = 0; i < length; i++) {
      const sum = inside * weight + (at(i - radius - 1) + at(i + radius + 1)) * endWeight;
      image[start + i * step] = Math.floor((sum + one / 2) / one);
      inside += at(i + radius + 1) - at(i - radius);
    }
  }
}
