import type { RandomStream } from '../../random/index.js';
import type { ImageShape } from '../dataset.js';

export interface PadAndCropOptions {
  /** Black pixels added on every side before a window of the image's own size is cut out; default 4. */
  padding?: number;
}

/**
 * Pads an image with black and cuts a random window of the old size, in place (torchvision's `RandomCrop(size, padding)`).
 * The padding is black before normalisation, so it is not zero after it.
 */
export function padAndCrop(
  image: Uint8Array,
  [height, width, channels]: ImageShape,
  stream: RandomStream,
  { padding = 4 }: PadAndCropOptions = {},
): void {
  const down = stream.integer(2 * padding + 1) - padding;
  const right = stream.integer(2 * padding + 1) - padding;
  if (down === 0 && right === 0) return;
  const original = image.slice();
  image.fill(0);
  const [top, bottom] = [Math.max(0, -down), Math.min(height, height - down)];
  const [left, end] = [Math.max(0, -right), Math.min(width, width - right)];
  for (let row = top; row < bottom; row++) {
    const source = ((row + down) * width + left + right) * channels;
    const target = (row * width + left) * channels;
    const bytes = (end - left) * channels;
    for (let i = 0; i < bytes; i++) image[target + i] = original[source + i]!;
  }
}
