import type { RandomStream } from '../../random/index.js';
import type { ImageShape } from '../dataset.js';

export interface CutoutOptions {
  /** Side of the square in pixels; default 16, as the papers use on CIFAR. */
  size?: number;
}

/**
 * Blackens a square around a random pixel, in place; what lies outside of the image is lost, so that the square may be
 * smaller at the border (DeVries and Taylor 2017, one hole). Black is zero before normalisation.
 */
export function cutout(
  image: Uint8Array,
  [height, width, channels]: ImageShape,
  stream: RandomStream,
  { size = 16 }: CutoutOptions = {},
): void {
  const top = stream.integer(height) - Math.floor(size / 2);
  const left = stream.integer(width) - Math.floor(size / 2);
  const [start, end] = [Math.max(0, left), Math.min(width, left + size)];
  for (let row = Math.max(0, top); row < Math.min(height, top + size); row++)
    image.fill(0, (row * width + start) * channels, (row * width + end) * channels);
}
