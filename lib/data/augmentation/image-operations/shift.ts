import type { ImageShape } from '../../dataset.js';

/**
 * Makes every pixel, in place, the one `down` rows below and `right` columns to the right of it, so that positive numbers
 * move the image up and left; pixels from outside take the value `fill` in every channel.
 */
export function shift(
  image: Uint8Array,
  [height, width, channels]: ImageShape,
  { down = 0, right = 0, fill = 0 }: { down?: number; right?: number; fill?: number },
): void {
  if (down === 0 && right === 0) return;
  const original = image.slice();
  image.fill(fill);
  const [top, bottom] = [Math.max(0, -down), Math.min(height, height - down)];
  const [left, end] = [Math.max(0, -right), Math.min(width, width - right)];
  for (let row = top; row < bottom; row++) {
    const source = ((row + down) * width + left + right) * channels;
    const target = (row * width + left) * channels;
    const bytes = (end - left) * channels;
    for (let i = 0; i < bytes; i++) image[target + i] = original[source + i]!;
  }
}
