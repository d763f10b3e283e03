import { randomStream } from '../../random/index.js';
import { autoAugment } from '../augmentation/auto-augment/auto-augment.js';
import { cutout } from '../augmentation/cutout.js';
import { horizontalFlip } from '../augmentation/horizontal-flip.js';
import { normaliser } from '../augmentation/normalise.js';
import { padAndCrop } from '../augmentation/pad-and-crop.js';
import { classBalancedOrder } from '../orders/class-balanced.js';
import { instanceBalancedOrder } from '../orders/instance-balanced.js';
import { type BatchPlan, batchesPerEpoch } from './plan.js';

/** What one step of training or evaluation looks at. */
export interface Batch {
  /** [count, height, width, channels], normalised. */
  images: Float32Array;
  /** [count], class indices. */
  labels: Int32Array;
  count: number;
}

/**
 * The batches of one epoch, one at a time, made on the calling thread.
 *
 * They depend on the plan and the epoch only: each batch draws from its own stream.
 */
export function* makeBatches(plan: BatchPlan, epoch: number): Generator<Batch, void> {
  const order = epochOrder(plan, epoch);
  const normalise = normaliser(plan.normalisation);
  const count = batchesPerEpoch(plan);
  for (let batch = 0; batch < count; batch++) {
    const positions = order.subarray(batch * plan.batchSize, (batch + 1) * plan.batchSize);
    yield makeBatch(plan, positions, normalise, randomStream(plan.seed, 'augmentation', epoch, batch));
  }
}

function epochOrder({ sampler, labels, seed }: BatchPlan, epoch: number): Int32Array {
  const stream = randomStream(seed, 'order', epoch);
  switch (sampler.name) {
    case 'in-order':
      return Int32Array.from(labels.keys());
    case 'instance-balanced':
      return instanceBalancedOrder(stream, labels.length);
    case 'class-balanced':
      return classBalancedOrder(stream, labels, sampler);
  }
}

function makeBatch(
  { images, imageShape, indices, labels, augmentation }: BatchPlan,
  positions: Int32Array,
  normalise: ReturnType<typeof normaliser>,
  stream: ReturnType<typeof randomStream>,
): Batch {
  const size = imageShape[0] * imageShape[1] * imageShape[2];
  const image = new Uint8Array(size);
  const batch: Batch = {
    images: new Float32Array(positions.length * size),
    labels: positions.map((position) => labels[position]!),
    count: positions.length,
  };
  positions.forEach((position, row) => {
    const start = indices[position]! * size;
    image.set(images.subarray(start, start + size));
    if (augmentation.crop) padAndCrop(image, imageShape, stream, { padding: augmentation.crop });
    if (augmentation.flip) horizontalFlip(image, imageShape, stream);
    if (augmentation.autoAugment) autoAugment(image, imageShape, stream);
    if (augmentation.cutout) cutout(image, imageShape, stream, { size: augmentation.cutout });
    normalise(image, batch.images.subarray(row * size, (row + 1) * size));
  });
  return batch;
}
