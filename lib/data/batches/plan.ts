import { InputError } from '../../errors.js';
import { augmentationOptions } from '../augmentation/registry.js';
import type { Dataset, ImageShape, Normalisation, SplitName } from '../dataset.js';
import { mixingOptions } from '../mixing/registry.js';
import type { Named } from '../named.js';
import { createSampler, samplerOptions } from '../samplers/registry.js';

/** A mixing with the epoch from which on images stay unmixed; default the end of the run. */
export interface NamedMixing extends Named {
  stopEpoch?: number;
}

export interface BatchesOptions {
  /** Default `train`. */
  split?: SplitName;
  /** Which images of the split, in which order, e.g. a long-tailed subset; default all. */
  indices?: ArrayLike<number>;
  /** Images in a batch; the last of an epoch may have fewer. Default 128. */
  batchSize?: number;
  /** Default `in-order`, as for evaluation. A name alone stands for the sampler with its defaults. */
  sampler?: Named | string;
  /** What is done to each image, in this order; default nothing, as for evaluation. */
  augmentation?: readonly Named[];
  /** How the images of a batch are mixed; default not at all. */
  mixing?: NamedMixing | null;
  /** Seed of the orders, the augmentations and the mixing; default 0. */
  seed?: number;
  /** Epochs of the whole run, for samplers that change over it and for the end of mixing; default 1. */
  epochs?: number;
  /** Another number gives the same images in the same order, mixed alike, under other augmentations; default 0. */
  view?: number;
  /** Whether the last batch is left out when it is not full; default false. */
  dropLast?: boolean;
}

/** All that the batches of a run depend on besides the epoch; plain data, shared with a worker thread. */
export interface BatchPlan {
  images: Uint8Array;
  imageShape: ImageShape;
  normalisation: Normalisation;
  classCount: number;
  /** Where in `images` the chosen images are, and their classes. */
  indices: Int32Array;
  labels: Int32Array;
  batchSize: number;
  sampler: Named;
  augmentation: readonly Named[];
  mixing: Required<NamedMixing> | null;
  seed: number;
  epochs: number;
  view: number;
  dropLast: boolean;
}

/**
 * Settles which batches shall be made.
 *
 * @throws InputError for indices outside of the split, no images at all, sizes that are no sizes, and methods or options
 *   that there are not.
 */
export function planBatches(
  dataset: Dataset,
  {
    split = 'train',
    indices,
    batchSize = 128,
    sampler = 'in-order',
    augmentation = [],
    mixing = null,
    seed = 0,
    epochs = 1,
    view = 0,
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
  requireWhole('number of epochs', epochs, 1);
  requireWhole('view', view, 0);
  if (!Number.isSafeInteger(seed)) throw new InputError(`The seed of the batches is ${seed}: give a whole number.`);
  const { name, options } = typeof sampler === 'string' ? { name: sampler } : sampler;
  const plan: BatchPlan = {
    images: shareable(images),
    imageShape: dataset.imageShape,
    normalisation: dataset.normalisation,
    classCount: dataset.classNames.length,
    indices: chosen,
    labels: chosen.map((index) => labels[index]!),
    batchSize,
    sampler: { name, options: samplerOptions(name, options) },
    augmentation: augmentation.map((each) => ({
      name: each.name,
      options: augmentationOptions(each.name, each.options),
    })),
    mixing: mixing && settleMixing(mixing, epochs),
    seed,
    epochs,
    view,
    dropLast,
  };
  if (batchesPerEpoch(plan) === 0) {
    throw new InputError(
      `An epoch of ${epochLength(plan)} images holds no full batch of ${batchSize}: lower the batch size or keep the last batch.`,
    );
  }
  return plan;
}

function settleMixing({ name, options, stopEpoch }: NamedMixing, epochs: number): Required<NamedMixing> {
  const settled = { name, options: mixingOptions(name, options), stopEpoch: stopEpoch ?? epochs };
  if (Number.isInteger(settled.stopEpoch) && settled.stopEpoch >= 0 && settled.stopEpoch <= epochs) return settled;
  throw new InputError(
    `The mixing stops at epoch ${stopEpoch} of ${epochs}: give a whole number from 0 to the number of epochs.`,
  );
}

/** Images that an epoch visits, repetitions counted. */
function epochLength({ sampler, labels }: BatchPlan): number {
  return createSampler(sampler.name, sampler.options).length(labels);
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
