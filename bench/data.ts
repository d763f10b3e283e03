// Images per second of augmented batches of CIFAR's shape, made on the calling thread and by the worker; `--json` prints
// the same as JSON. The images are synthetic.
import { parseArgs } from 'node:util';
import { type Augmentation, createBatches, type Dataset, makeBatches, planBatches } from '../lib/data/index.js';
import { randomStream } from '../lib/random/index.js';

const imageCount = 10_000;
const epochs = 3;

interface Speed {
  augmentation: string;
  thread: 'calling' | 'worker';
  imagesPerSecond: number;
  batchesPerSecond: number;
}

const augmentations: Record<string, Augmentation> = {
  none: {},
  'crop, flip': { crop: 4, flip: true },
  'crop, flip, cutout': { crop: 4, flip: true, cutout: 16 },
  'crop, flip, AutoAugment, cutout': { crop: 4, flip: true, autoAugment: true, cutout: 16 },
};

function syntheticDataset(): Dataset {
  const stream = randomStream(0, 'bench', 'data');
  const split = (count: number) => ({
    images: Uint8Array.from({ length: count * 32 * 32 * 3 }, () => stream.integer(256)),
    labels: Int32Array.from({ length: count }, () => stream.integer(10)),
    count,
  });
  return {
    name: 'cifar-10',
    classNames: Array.from({ length: 10 }, (_, label) => `class ${label}`),
    imageShape: [32, 32, 3],
    train: split(imageCount),
    test: split(1),
    normalisation: { mean: [0.5, 0.5, 0.5], standardDeviation: [0.2, 0.2, 0.2] },
  };
}

/** Seconds of the fastest epoch. */
async function fastest(epoch: (index: number) => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let index = 0; index < epochs; index++) {
    const start = performance.now();
    await epoch(index);
    best = Math.min(best, (performance.now() - start) / 1000);
  }
  return best;
}

async function measure(dataset: Dataset, name: string, batchSize: number): Promise<Speed[]> {
  const options = { sampler: 'instance-balanced', augmentation: augmentations[name]!, batchSize } as const;
  const plan = planBatches(dataset, options);
  const calling = await fastest((epoch) => {
    for (const _ of makeBatches(plan, epoch));
  });
  const batches = createBatches(dataset, options);
  const worker = await fastest(async (epoch) => {
    for await (const _ of batches.epoch(epoch));
  });
  await batches.close();
  const speed = (thread: Speed['thread'], seconds: number): Speed => ({
    augmentation: name,
    thread,
    imagesPerSecond: Math.round(imageCount / seconds),
    batchesPerSecond: Math.round(batches.batchesPerEpoch / seconds),
  });
  return [speed('calling', calling), speed('worker', worker)];
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const batchSize = 128;
  const dataset = syntheticDataset();
  const speeds: Speed[] = [];
  for (const name of Object.keys(augmentations)) speeds.push(...(await measure(dataset, name, batchSize)));
  if (values.json) {
    console.log(
      JSON.stringify({ bench: 'data', imageShape: dataset.imageShape, imageCount, batchSize, speeds }, null, 2),
    );
    return;
  }
  console.log(
    `Batches of ${batchSize} images 32 × 32 × 3, synthetic; the fastest of ${epochs} epochs of ${imageCount} images`,
  );
  console.table(speeds);
}

main();
