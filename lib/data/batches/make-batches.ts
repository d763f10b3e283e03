import { type RandomStream, randomStream } from '../../random/index.js';
import { normaliser } from '../augmentation/normalise.js';
import { createAugmentation } from '../augmentation/registry.js';
import type { LabelledBatch, Mixed } from '../mixing/mixing.js';
import { createMixing } from '../mixing/registry.js';
import { createSampler } from '../samplers/registry.js';
import { type BatchPlan, batchesPerEpoch } from './plan.js';

/** What one step of training or evaluation looks at. */
export interface Batch {
  /** [count, height, width, channels], normalised. */
  images: Float32Array;
  /** [count], class indices. */
  labels: Int32Array;
  count: number;
  /** When the batch is mixed: image i is λ_i of labels[i] and 1 − λ_i of mixed.labels[i]. */
  mixed?: Mixed;
}

/**
 * The batches of one epoch, one at a time, made on the calling thread.
 *
 * They depend on the plan and the epoch only: each batch draws from its own streams.
 */
export function* makeBatches(plan: BatchPlan, epoch: number): Generator<Batch, void> {
  const { seed, view, epochs, batchSize } = plan;
  const sampler = createSampler(plan.sampler.name, plan.sampler.options);
  const order = sampler.order(randomStream(seed, 'order', epoch), plan.labels, { epoch, epochs });
  const load = imageLoader(plan);
  const mix = epoch < (plan.mixing?.stopEpoch ?? 0) ? batchMixer(plan) : undefined;
  const count = batchesPerEpoch(plan);
  // The first view is that of a run which has only one.
  const ofView = view === 0 ? [] : ['view', view];
  for (let index = 0; index < count; index++) {
    const positions = order.subarray(index * batchSize, (index + 1) * batchSize);
    const augmentation = randomStream(seed, 'augmentation', epoch, index, ...ofView);
    const batch = load(positions, augmentation);
    const mixed = mix?.(batch, randomStream(seed, 'mixing', epoch, index), (others) => load(others, augmentation));
    yield mixed ? { ...batch, mixed } : batch;
  }
}

type Load = (positions: Int32Array, stream: RandomStream) => LabelledBatch;

/** Copies, augments and normalises the images at positions of the plan. */
function imageLoader({ images, imageShape, normalisation, indices, labels, augmentation }: BatchPlan): Load {
  const size = imageShape[0] * imageShape[1] * imageShape[2];
  const image = new Uint8Array(size);
  const normalise = normaliser(normalisation);
  const augmentations = augmentation.map(({ name, options }) => createAugmentation(name, options));
  return (positions, stream) => {
    const loaded = new Float32Array(positions.length * size);
    positions.forEach((position, row) => {
      const start = indices[position]! * size;
      image.set(images.subarray(start, start + size));
      for (const augment of augmentations) augment(image, imageShape, stream);
      normalise(image, loaded.subarray(row * size, (row + 1) * size));
    });
    return { images: loaded, labels: positions.map((position) => labels[position]!), count: positions.length };
  };
}

type Mix = (batch: LabelledBatch, stream: RandomStream, load: (positions: Int32Array) => LabelledBatch) => Mixed;

function batchMixer({ mixing, labels, classCount, imageShape }: BatchPlan): Mix {
  const mix = createMixing(mixing!.name, mixing!.options);
  const classMembers = Array.from({ length: classCount }, (): number[] => []);
  labels.forEach((label, position) => {
    classMembers[label]!.push(position);
  });
  return (batch, stream, load) => mix(batch, { stream, load, imageShape, classMembers });
}
