import type { ImageShape } from '../../dataset.js';
import { shift } from './shift.js';

// Pixels that come from outside of the image are mid-grey, as in the port of the policy that the papers use.
const outside = 128;

/** `x` runs along a row, `y` along a column. */
export type Axis = 'x' | 'y';

/**
 * Moves an image along an axis, in place, by the nearest number of whole pixels; a positive number moves it left or up
 * (PIL's affine transform without interpolation).
 */
export function translate(image: Uint8Array, shape: ImageShape, axis: Axis, pixels: number): void {
  const whole = Math.floor(pixels + 0.5);
  shift(image, shape, { ...(axis === 'x' ? { right: whole } : { down: whole }), fill: outside });
}

/**
 * Slants an image along an axis, in place: a line moves by `factor` times its distance from the first one (PIL's affine
 * transform with bicubic interpolation).
 */
export function shear(image: Uint8Array, [height, width, channels]: ImageShape, axis: Axis, factor: number): void {
  const source = image.slice();
  const alongRow = { length: width, step: channels };
  const alongColumn = { length: height, step: width * channels };
  const [line, lines] = axis === 'x' ? [alongRow, alongColumn] : [alongColumn, alongRow];
  for (let index = 0; index < lines.length; index++)
    for (let position = 0; position < line.length; position++) {
      const target = index * lines.step + position * line.step;
      const centre = position + 0.5 + factor * (index + 0.5);
      if (centre < 0 || centre >= line.length) image.fill(outside, target, target + channels);
      else interpolate(image, target, source, index * lines.step, line, channels, centre - 0.5);
    }
}

/** Writes the pixel between four neighbours on a line that begins at `start`; PIL's cubic convolution with a = −1. */
function interpolate(
  image: Uint8Array,
  target: number,
  source: Uint8Array,
  start: number,
  { length, step }: { length: number; step: number },
  channels: number,
  place: number,
): void {
  const whole = Math.floor(place);
  const part = place - whole;
  const neighbour = (offset: number) => start + Math.min(Math.max(whole + offset, 0), length - 1) * step;
  const [a, b, c, d] = [neighbour(-1), neighbour(0), neighbour(1), neighbour(2)] as const;
  for (let channel = 0; channel < channels; channel++) {
    const [va, vb, vc, vd] = [source[a + channel]!, source[b + channel]!, source[c + channel]!, source[d + channel]!];
    const linear = vc - va;
    const square = 2 * (va - vb) + vc - vd;
    const cube = vb - va + vd - vc;
    const value = vb + part * (linear + part * (square + part * cube));
    image[target + channel] = value <= 0 ? 0 : value >= 255 ? 255 : Math.trunc(value);
  }
}

/** Turns an image counter-clockwise around its middle, in place, without interpolation, in PIL's fixed-point numbers. */
export function rotate(image: Uint8Array, [height, width, channels]: ImageShape, degrees: number): void {
  const source = image.slice();
  const radians = (-degrees * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(radians), Math.sin(radians)];
  const fixed = (value: number) => Math.floor(value * 65536 + 0.5);
  const [stepAlong, stepAcross] = [fixed(cosine), fixed(sine)];
  // Where the middle of the first pixel comes from.
  const firstX = fixed(width / 2 - (cosine * (width - 1)) / 2 - (sine * (height - 1)) / 2);
  const firstY = fixed(height / 2 + (sine * (width - 1)) / 2 - (cosine * (height - 1)) / 2);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const x = (firstX + row * stepAcross + column * stepAlong) >> 16;
      const y = (firstY + row * stepAlong + column * fixed(-sine)) >> 16;
      const target = (row * width + column) * channels;
      const inside = x >= 0 && x < width && y >= 0 && y < height;
      for (let channel = 0; channel < channels; channel++)
        image[target + channel] = inside ? source[(y * width + x) * channels + channel]! : outside;
    }
}
