import type { ImageShape } from '../../dataset.js';

// PIL's ImageEnhance: an image moves away from a degenerate version of itself, factor 0 giving that version, 1 the image,
// more than 1 its exaggeration. Everything in place; images have one channel, or red, green and blue.

const { fround } = Math;

/** degenerate + factor · (value − degenerate) in PIL's float32, cut to a byte. */
function blended(degenerate: number, value: number, factor: number): number {
  const result = fround(degenerate + fround(factor * (value - degenerate)));
  return result <= 0 ? 0 : result >= 255 ? 255 : Math.trunc(result);
}

/** Brightness of the pixel at `i`, with the weights of ITU-R 601-2. */
export function luma(image: Uint8Array, i: number, channels: number): number {
  if (channels === 1) return image[i]!;
  return (19595 * image[i]! + 38470 * image[i + 1]! + 7471 * image[i + 2]! + 0x8000) >> 16;
}

/** Away from black. */
export function enhanceBrightness(image: Uint8Array, factor: number): void {
  const single = fround(factor);
  for (let i = 0; i < image.length; i++) image[i] = blended(0, image[i]!, single);
}

/** Away from the mean brightness. */
export function enhanceContrast(image: Uint8Array, channels: number, factor: number): void {
  const single = fround(factor);
  let sum = 0;
  for (let i = 0; i < image.length; i += channels) sum += luma(image, i, channels);
  const mean = Math.floor((sum * channels) / image.length + 0.5);
  for (let i = 0; i < image.length; i++) image[i] = blended(mean, image[i]!, single);
}

/** Away from the grey image. */
export function enhanceColour(image: Uint8Array, channels: number, factor: number): void {
  const single = fround(factor);
  for (let i = 0; i < image.length; i += channels) {
    const grey = luma(image, i, channels);
    for (let channel = i; channel < i + channels; channel++) image[channel] = blended(grey, image[channel]!, single);
  }
}

/** Away from the image smoothed over 3×3 pixels, the middle one weighing five times; the border stays. */
export function enhanceSharpness(image: Uint8Array, [height, width, channels]: ImageShape, factor: number): void {
  const single = fround(factor);
  const source = image.slice();
  const row = width * channels;
  for (let y = 1; y < height - 1; y++)
    for (let i = y * row + channels; i < (y + 1) * row - channels; i++) {
      const column = (j: number) => source[j - row]! + source[j]! + source[j + row]!;
      const sum = column(i - channels) + column(i) + column(i + channels) + 4 * source[i]!;
      image[i] = blended(Math.floor((2 * sum + 13) / 26), source[i]!, single);
    }
}
