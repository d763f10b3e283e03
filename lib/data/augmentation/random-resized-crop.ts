import { z } from 'zod';
import type { RandomStream } from '../../random/index.js';
import { defineAugmentation } from './augmentation.js';
import { cropAndResize, type Window } from './image-operations/crop-and-resize.js';

/** Cuts a random window of random size and shape and resizes it to the size of the image. */
export const randomResizedCrop = defineAugmentation({
  formula:
    'a window of area share ~ U[smallest, 1] and aspect ratio ~ exp U[−log ratio, log ratio], resized to the image’s size',
  source:
    'Szegedy et al., Going Deeper with Convolutions, CVPR 2015, section 6; RandomResizedCrop of torchvision, bilinear',
  papers: ['dbm', 'mislas'],
  options: z.strictObject({
    smallest: z.number().positive().max(1).default(0.08).describe('least share of the image’s area; 0.2 in MoCo'),
    ratio: z
      .number()
      .min(1)
      .default(4 / 3)
      .describe('largest aspect ratio; the smallest is its inverse'),
  }),
  create: (options) => (image, shape, stream) => {
    const [height, width] = shape;
    cropAndResize(image, shape, drawWindow(stream, { height, width, ...options }));
  },
});

interface WindowOptions {
  height: number;
  width: number;
  smallest: number;
  ratio: number;
}

/** Ten attempts, as torchvision; then the middle of the image, as much of it as the aspect ratio allows. */
function drawWindow(stream: RandomStream, { height, width, smallest, ratio }: WindowOptions): Window {
  for (let attempt = 0; attempt < 10; attempt++) {
    const area = height * width * (smallest + (1 - smallest) * stream.uniform());
    const aspect = Math.exp((2 * stream.uniform() - 1) * Math.log(ratio));
    const window = { width: Math.round(Math.sqrt(area * aspect)), height: Math.round(Math.sqrt(area / aspect)) };
    if (window.width < 1 || window.width > width || window.height < 1 || window.height > height) continue;
    const top = stream.integer(height - window.height + 1);
    return { ...window, top, left: stream.integer(width - window.width + 1) };
  }
  const [tallest, widest] = [Math.round(width * ratio), Math.round(height * ratio)];
  const window = { width: Math.min(width, widest), height: Math.min(height, tallest) };
  const half = (whole: number, part: number) => Math.floor((whole - part) / 2);
  return { ...window, top: half(height, window.height), left: half(width, window.width) };
}
