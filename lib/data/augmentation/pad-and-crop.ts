import type { RandomStream } from '../../random/index.js';
import type { ImageShape } from '../dataset.js';
import { shift } from './shift.js';

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
  shape: ImageShape,
  stream: RandomStream,
  { padding = 4 }: PadAndCropOptions = {},
): void {
  const down = stream.integer(2 * padding + 1) - padding;
  const right = stream.integer(2 * padding + 1) - padding;
  shift(image, shape, { down, right });
}
