import { InputError } from '../../errors.js';
import type { Dataset, ImageShape, Normalisation, SplitName } from '../dataset.js';
import type { ClassBalancedOrderOptions } from '../orders/class-balanced.js';

/** In which order, and how often, an epoch visits the images. */
export type Sampler =
  | { name: 'in-order' }
  | { name: 'instance-balanced' }
  | ({ name: 'class-balanced' } & ClassBalancedOrderOptions);

const samplerNames: readonly Sampler['name'][] = ['in-order', 'instance-balanced', 'class-balanced'];

/** What is done to a training image, in this order; what is left out is not done. */
export interface Augmentation {
  /** Pixels of padding around the image before a window of its size is cut. */
  crop?: number;
  /** Mirror every second image. */
  flip?: boolean;
  /** Draw one of AutoAugment's 25 sub-policies for CIFAR-10. */
  autoAugment?: boolean;
  /** Side of the blackened square. */
  cutout?: number;
}

export interface BatchesOptions {
  /** Default `train`. */
  split?: SplitName;
  /** Which images of the split, in which order, e.g. a long-tailed subset; default all. */
  indices?: ArrayLike<number>;
  /** Images in a batch; the last of an epoch may have fewer. Default 128. */
  batchSize?: number;
  /** Default `in-order`, as for evaluation. A name alone stands for the sampler with its defaults. */
  sampler?: Sampler | Sampler['name'];
  /** Default none, as for evaluation. */
  augmentation?: Augmentation;
  /** Seed of the orders and the augmentations; default 0. */
  seed?: number;
  /** Whether the last batch is left out when it is not full; default false. */
  dropLast?: boolean;
}

/** All that the batches of a run depend on besides the epoch; plain data, shared with a worker thread. */
export interface BatchPlan {
  images: Uint8Array;
  imageShape: ImageShape;
  normalisation: Normalisation;
  /** Where in `images` the chosen images are, and their classes. */
  indices: Int32Array;
  labels: Int32Array;
  batchSize: number;
  sampler: Sampler;
  augmentation: Augmentation;
  seed: number;
  dropLast: boolean;
}

/**
 * Settles which batches shall be made.
 *
 * @throws InputError for indices outside of the split, no images at all, and sizes that are no sizes.
 */
export function planBatches(
  dataset: Dataset,
  {
    split = 'train',
    indices,
    batchSize = 128,
    sampler = 'in-order',
    augmentation = {},
    seed = 0,
    dropLast = false,
  }: BatchesOptions = {},
): BatchPlan {
  const { images, labels, count } = dataset[split];
  const chosen = indices ? Int32Array.from(indices) : Int32Array.from({ length: count }, (_, index) => index);
  const outside = chosen.find((index) => index < 0 || index >= count);
  if (outside !== undefined) {
    throw new InputError(
      `Image ${outside} was asked for, but the ${split} split of ${dataset.name} has ${count}: give indices from 0 to ${count - 1}.`,
    );
  }
  if (chosen.length === 0) throw new InputError(`Batches of no images were asked for: give at least one index.`);
  requireWhole('batch size', batchSize, 1);
  requireWhole('padding of random crops', augmentation.crop ?? 0, 0);
  requireWhole('side of cutout', augmentation.cutout ?? 0, 0);
  const settled = settleSampler(sampler);
  if (!Number.isSafeInteger(seed)) throw new InputError(`The seed of the batches is ${seed}: give a whole number.`);
  const plan: BatchPlan = {
    images: shareable(images),
    imageShape: dataset.imageShape,
    normalisation: dataset.normalisation,
    indices: chosen,
    labels: chosen.map((index) => labels[index]!),
    batchSize,
    sampler: settled,
    augmentation,
    seed,
    dropLast,
  };
  if (batchesPerEpoch(plan) === 0) {
    throw new InputError(
      `An epoch of ${epochLength(plan)} images holds no full batch of ${batchSize}: lower the batch size or keep the last batch.`,
    );
  }
  return plan;
}

function settleSampler(sampler: Sampler | Sampler['name']): Sampler {
  const settled: Sampler = typeof sampler === 'string' ? { name: sampler } : sampler;
  if (!samplerNames.includes(settled.name))
    throw new InputError(`There is no sampler '${settled.name}': choose one of ${samplerNames.join(', ')}.`);
  if (settled.name === 'class-balanced') {
    requireWhole('length of a class-balanced epoch', settled.length ?? 1, 1);
    requireWhole('number of images per draw', settled.imagesPerDraw ?? 1, 1);
  }
  return settled;
}

/** Images that an epoch visits, repetitions counted. */
function epochLength({ sampler, indices }: BatchPlan): number {
  return sampler.name === 'class-balanced' ? (sampler.length ?? indices.length) : indices.length;
}

export function batchesPerEpoch(plan: BatchPlan): number {
  const batches = epochLength(plan) / plan.batchSize;
  return plan.dropLast ? Math.floor(batches) : Math.ceil(batches);
}

function requireWhole(what: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least)
    throw new InputError(`The ${what} is ${value}: give a whole number of at least ${least}.`);
}

function shareable(images: Uint8Array): Uint8Array {
  if (images.buffer instanceof SharedArrayBuffer) return images;
  const shared = new Uint8Array(new SharedArrayBuffer(images.length));
  shared.set(images);
  return shared;
}
