import { type Batch, type Batches, createBatches, type Dataset } from '../data/index.js';
import { InputError } from '../errors.js';
import { trainingStreams } from '../training/index.js';
import type { StageOneConfiguration } from './configuration.js';

/** The training batches of a run: one of each stream that its training takes. */
export interface Streams {
  readonly batchesPerEpoch: number;
  epoch(epoch: number): AsyncGenerator<Batch[], void>;
  close(): Promise<void>;
}

/**
 * The streams of a run over the images `indices`, before and after its deferral.
 *
 * @throws InputError as `createBatches`, and when an epoch is not equally long in all streams.
 */
export function createStreams(dataset: Dataset, indices: Int32Array, configuration: StageOneConfiguration): Streams {
  const { training, sampler, augmentation, deferral, batchSize, epochs, seed } = configuration;
  const mixing = configuration.mixing && { ...configuration.mixing, stopEpoch: configuration.mixingStopEpoch };
  const choices = trainingStreams(training.name, training.options);
  const usual = { indices, batchSize, augmentation, mixing, seed, epochs };
  const create = (phase: { sampler: StageOneConfiguration['sampler'] }) =>
    choices.map((choice) => createBatches(dataset, { ...usual, ...phase, ...choice }));
  const early = create({ sampler });
  const late = deferral?.sampler ? create({ sampler: deferral.sampler }) : early;
  const all = [...new Set([...early, ...late])];
  const [{ batchesPerEpoch }] = all as [Batches];
  const other = all.find((batches) => batches.batchesPerEpoch !== batchesPerEpoch);
  if (other) {
    throw new InputError(
      `One stream of the training has epochs of ${batchesPerEpoch} batches and another of ${other.batchesPerEpoch}: give their samplers the same length.`,
    );
  }
  return {
    batchesPerEpoch,
    epoch: (epoch) => together((deferral && epoch >= deferral.epoch ? late : early).map((each) => each.epoch(epoch))),
    close: async () => {
      await Promise.all(all.map((each) => each.close()));
    },
  };
}

async function* together(streams: AsyncGenerator<Batch, void>[]): AsyncGenerator<Batch[], void> {
  try {
    for (;;) {
      const results = await Promise.all(streams.map((stream) => stream.next()));
      const batches = results.flatMap(({ value }) => value ?? []);
      if (batches.length < streams.length) return;
      yield batches;
    }
  } finally {
    await Promise.all(streams.map((stream) => stream.return()));
  }
}
