import { z } from 'zod';
import type { RandomStream } from '../../random/index.js';
import type { ImageShape } from '../dataset.js';
import { rowsOf, shuffledRows } from './blend.js';
import { defineMixing, type LabelledBatch } from './mixing.js';

/** CutMix: a box of each image shows what its partner shows there; one box for the whole batch. */
export const cutmix = defineMixing({
  formula:
    'x̃ = M ⊙ x_i + (1 − M) ⊙ x_j, the box with sides √(1 − λ) H and √(1 − λ) W, λ ~ Beta(α, α); ỹ = λ y_i + (1 − λ) y_j with λ the share of x_i’s pixels that are left',
  source: 'Yun et al., CutMix, ICCV 2019, eq. 1 and 2, Algorithm 1',
  papers: ['dbm'],
  options: z.strictObject({
    alpha: z.number().positive().default(1).describe('α, shape of the beta distribution'),
    probability: z
      .number()
      .min(0)
      .max(1)
      .default(1)
      .describe('of mixing a batch; the released code takes 0.5 on CIFAR'),
  }),
  create:
    ({ alpha, probability }) =>
    (batch, { stream, imageShape }) => {
      const lambda = stream.uniform() < probability ? stream.beta(alpha, alpha) : 1;
      const others = rowsOf(batch, shuffledRows(stream, batch.count));
      const box = drawBox(stream, imageShape, Math.sqrt(1 - lambda));
      paste(batch, others, imageShape, box);
      const [height, width] = imageShape;
      const covered = ((box.bottom - box.top) * (box.right - box.left)) / (height * width);
      return { labels: others.labels, lambda: new Float32Array(batch.count).fill(1 - covered) };
    },
});

/** Rows `top` … `bottom` − 1 and columns `left` … `right` − 1. */
interface Box {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** A box of that share of the image's sides around a random pixel, cut off at the border. */
function drawBox(stream: RandomStream, [height, width]: ImageShape, share: number): Box {
  const alongSide = (side: number) => {
    const length = Math.floor(side * share);
    const start = stream.integer(side) - Math.floor(length / 2);
    return [Math.max(0, start), Math.min(side, start + length)] as const;
  };
  const [left, right] = alongSide(width);
  const [top, bottom] = alongSide(height);
  return { top, bottom, left, right };
}

function paste(batch: LabelledBatch, others: LabelledBatch, [height, width, channels]: ImageShape, box: Box): void {
  for (let image = 0; image < batch.count; image++)
    for (let y = box.top; y < box.bottom; y++) {
      const row = (image * height + y) * width;
      const [start, end] = [(row + box.left) * channels, (row + box.right) * channels];
      batch.images.set(others.images.subarray(start, end), start);
    }
}
