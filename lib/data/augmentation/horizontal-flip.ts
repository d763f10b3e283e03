import type { RandomStream } from '../../random/index.js';
import type { ImageShape } from '../dataset.js';

/** Mirrors an image left to right with probability one half, in place. */
export function horizontalFlip(image: Uint8Array, [height, width, channels]: ImageShape, stream: RandomStream): void {
  if (stream.integer(2) === 0) return;
  for (let row = 0; row < height; row++) {
    let left = row * width * channels;
    let right = left + (width - 1) * channels;
    for (; left < right; left += channels, right -= channels) {
      for (let channel = 0; channel < channels; channel++) {
        const kept = image[left + channel]!;
        image[left + channel] = image[right + channel]!;
        image[right + channel] = kept;
      }
    }
  }
}
