import { luma } from './enhancement.js';

/** Gives all channels of a pixel its brightness, in place (PIL's `convert('L')`). */
export function greyscale(image: Uint8Array, channels: number): void {
  for (let i = 0; i < image.length; i += channels) image.fill(luma(image, i, channels), i, i + channels);
}
