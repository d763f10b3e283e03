import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  type Batch,
  type BatchesOptions,
  batchesPerEpoch,
  createBatches,
  type Dataset,
  makeBatches,
  planBatches,
  startBatchWorker,
} from '../../../lib/data/index.js';
import { projectPath } from '../../../lib/project.js';

/** 23 grey training images of 4 × 4, all pixels of image i being 10 i, class i mod 3; 5 test images. */
function dataset(): Dataset {
  const split = (count: number) => ({
    images: Uint8Array.from({ length: count * 16 }, (_, i) => 10 * Math.floor(i / 16)),
    labels: Int32Array.from({ length: count }, (_, i) => i % 3),
    count,
  });
  return {
    name: 'digits',
    classNames: ['a', 'b', 'c'],
    imageShape: [4, 4, 1],
    train: split(23),
    test: split(5),
    normalisation: { mean: [0], standardDeviation: [1] },
  };
}

async function collect(batches: AsyncIterable<Batch>): Promise<Batch[]> {
  const all: Batch[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}

/** Which images a batch holds, read from its pixels. */
const imagesOf = ({ images, count }: Batch) =>
  Array.from({ length: count }, (_, row) => Math.round((images[row * 16]! * 255) / 10));

const training: BatchesOptions = {
  sampler: 'instance-balanced',
  augmentation: [
    { name: 'random-crop', options: { padding: 1 } },
    { name: 'horizontal-flip' },
    { name: 'cutout', options: { size: 2 } },
  ],
  batchSize: 4,
  seed: 3,
};

describe('makeBatches', () => {
  test('by default goes through the split in order, without augmentation', () => {
    const batches = [...makeBatches(planBatches(dataset(), { split: 'test', batchSize: 2 }), 0)];
    expect(batches.map(imagesOf)).toEqual([[0, 1], [2, 3], [4]]);
    expect(batches.map(({ labels }) => [...labels])).toEqual([[0, 1], [2, 0], [1]]);
    expect(batches.at(-1)!.images).toHaveLength(16);
  });

  test('keeps to the indices given, in their order', () => {
    const plan = planBatches(dataset(), { indices: [22, 3, 4], batchSize: 3 });
    const [batch] = [...makeBatches(plan, 0)];
    expect([imagesOf(batch!), [...batch!.labels]]).toEqual([
      [22, 3, 4],
      [1, 0, 1],
    ]);
  });

  test('visits every image once in a new order each epoch, the label staying with its image', () => {
    const plan = planBatches(dataset(), { sampler: 'instance-balanced', batchSize: 5, seed: 1 });
    const [first, second] = [0, 1].map((epoch) => [...makeBatches(plan, epoch)]);
    const order = first!.flatMap(imagesOf);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 23 }, (_, i) => i));
    expect(second!.flatMap(imagesOf)).not.toEqual(order);
    expect(first!.flatMap(({ labels }) => [...labels])).toEqual(order.map((image) => image % 3));
    expect(first!.map(({ count }) => count)).toEqual([5, 5, 5, 5, 3]);
  });

  test('can drop the last, partial batch', () => {
    const plan = planBatches(dataset(), { batchSize: 5, dropLast: true });
    expect([...makeBatches(plan, 0)].map(({ count }) => count)).toEqual([5, 5, 5, 5]);
    expect(batchesPerEpoch(plan)).toBe(4);
  });

  test('visits the images in the order of the sampler named, for as long as it is told', () => {
    const plan = planBatches(dataset(), {
      indices: [0, 3, 6, 9, 12, 15, 18, 21, 1],
      sampler: { name: 'class-balanced', options: { length: 60 } },
      batchSize: 6,
    });
    const labels = [...makeBatches(plan, 0)].flatMap((batch) => [...batch.labels]);
    expect(labels.filter((label) => label === 1).length).toBeGreaterThan(15);
    expect(labels).toHaveLength(60);
  });

  test('augments each image anew in each epoch, and never the stored images', () => {
    const data = dataset();
    const stored = data.train.images.slice();
    const plan = planBatches(data, { ...training, sampler: 'in-order', batchSize: 23 });
    const [first, second] = [0, 1].map((epoch) => [...makeBatches(plan, epoch)][0]!.images);
    expect(first).not.toEqual(second);
    expect([...makeBatches(plan, 0)][0]!.images).toEqual(first);
    expect(data.train.images).toEqual(stored);
    expect(plan.images).toEqual(stored);
  });

  test('shows the same images in the same order under other augmentations as another view', () => {
    const of = (view: number, augmentation: BatchesOptions['augmentation']) => [
      ...makeBatches(planBatches(dataset(), { ...training, view, augmentation }), 0),
    ];
    const [first, second] = [of(0, training.augmentation), of(1, training.augmentation)];
    expect(second.map(({ labels }) => labels)).toEqual(first.map(({ labels }) => labels));
    expect(second.map(({ images }) => images)).not.toEqual(first.map(({ images }) => images));
    expect(of(1, [])).toEqual(of(0, []));
    const mixed = [0, 1].map((view) => {
      const plan = planBatches(dataset(), { ...training, view, mixing: { name: 'unimix' } });
      return [...makeBatches(plan, 0)].map((batch) => batch.mixed);
    });
    expect(mixed[1]).toEqual(mixed[0]);
  });

  test('mixes with mixup until the epoch that it is told', () => {
    const options: BatchesOptions = { batchSize: 23, epochs: 3 };
    const plan = planBatches(dataset(), { ...options, mixing: { name: 'mixup', stopEpoch: 2 } });
    const [plain] = [...makeBatches(planBatches(dataset(), options), 0)];
    for (const epoch of [0, 1]) {
      const [batch] = [...makeBatches(plan, epoch)];
      const { labels, lambda } = batch!.mixed!;
      expect([labels.length, new Set(lambda).size]).toEqual([23, 1]);
      expect([...labels].sort()).toEqual([...batch!.labels].sort());
      expect(batch!.images).not.toEqual(plain!.images);
    }
    expect([...makeBatches(plan, 2)]).toEqual([plain]);
  });

  test('depends on the seed', () => {
    const of = (seed: number) => [...makeBatches(planBatches(dataset(), { ...training, seed }), 0)][0]!.images;
    expect(of(0)).not.toEqual(of(1));
  });
});

describe('planBatches refuses', () => {
  test.each<[BatchesOptions, string]>([
    [{ indices: [0, 23] }, 'Image 23 was asked for, but the train split of digits has 23: give indices from 0 to 22.'],
    [{ indices: [-1] }, 'Image -1 was asked for, but the train split of digits has 23: give indices from 0 to 22.'],
    [{ indices: [] }, 'Batches of no images were asked for: give at least one index.'],
    [{ batchSize: 0 }, 'The batch size is 0: give a whole number of at least 1.'],
    [
      { augmentation: [{ name: 'random-crop', options: { padding: -1 } }] },
      "The option 'padding' of augmentation random-crop cannot be used",
    ],
    [{ augmentation: [{ name: 'cutot' }] }, "There is no augmentation named 'cutot': did you mean 'cutout'"],
    [{ sampler: 'in-ordr' }, "There is no sampler named 'in-ordr': did you mean 'in-order'"],
    [
      { sampler: { name: 'class-balanced', options: { length: 0 } } },
      "The option 'length' of sampler class-balanced cannot be used",
    ],
    [{ mixing: { name: 'mixup', options: { alfa: 1 } } }, "mixing mixup has no option 'alfa': did you mean 'alpha'"],
    [
      { mixing: { name: 'mixup', stopEpoch: 4 }, epochs: 3 },
      'The mixing stops at epoch 4 of 3: give a whole number from 0 to the number of epochs.',
    ],
    [{ epochs: 0 }, 'The number of epochs is 0: give a whole number of at least 1.'],
    [{ view: -1 }, 'The view is -1: give a whole number of at least 0.'],
    [{ seed: 0.5 }, 'The seed of the batches is 0.5: give a whole number.'],
    [
      { batchSize: 24, dropLast: true },
      'An epoch of 23 images holds no full batch of 24: lower the batch size or keep the last batch.',
    ],
  ])('%o', (options, sentence) => {
    expect(() => planBatches(dataset(), options)).toThrow(sentence);
  });
});

describe('createBatches makes in a worker thread', () => {
  test('the batches that makeBatches makes, epoch after epoch', async () => {
    const batches = createBatches(dataset(), training);
    const plan = planBatches(dataset(), training);
    for (const epoch of [0, 1, 0]) expect(await collect(batches.epoch(epoch))).toEqual([...makeBatches(plan, epoch)]);
    expect(batches.batchesPerEpoch).toBe(6);
    await batches.close();
  });

  test('mixed batches too, with partners from beyond the batch', async () => {
    const options: BatchesOptions = { ...training, mixing: { name: 'unimix' } };
    const batches = createBatches(dataset(), options);
    const made = await collect(batches);
    expect(made).toEqual([...makeBatches(planBatches(dataset(), options), 0)]);
    expect(made[0]!.mixed!.lambda).toHaveLength(4);
    await batches.close();
  });

  test('the same batches for a slow consumer, an impatient one, and two at once', async () => {
    const plan = planBatches(dataset(), training);
    const expected = [...makeBatches(plan, 7)];
    const batches = createBatches(dataset(), { ...training, ahead: 1 });
    const slow: Batch[] = [];
    for await (const batch of batches.epoch(7)) {
      await new Promise((resolve) => setTimeout(resolve, 3));
      slow.push(batch);
    }
    expect(slow).toEqual(expected);
    const [a, b] = await Promise.all([collect(batches.epoch(7)), collect(batches.epoch(8))]);
    expect(a).toEqual(expected);
    expect(b).toEqual([...makeBatches(plan, 8)]);
    await batches.close();
  });

  test('a given epoch when iterated plainly', async () => {
    const batches = createBatches(dataset(), { ...training, epoch: 2 });
    expect(await collect(batches)).toEqual([...makeBatches(planBatches(dataset(), training), 2)]);
    await batches.close();
  });

  test('the next epoch whole after one was left early', async () => {
    const batches = createBatches(dataset(), training);
    for await (const batch of batches.epoch(0)) {
      expect(batch.count).toBe(4);
      break;
    }
    expect(await collect(batches.epoch(1))).toEqual([...makeBatches(planBatches(dataset(), training), 1)]);
    await batches.close();
  });

  test('no more batches ahead than it was asked for', async () => {
    const plan = planBatches(dataset(), { batchSize: 1 });
    const pass = startBatchWorker(plan, { ahead: 2 }).epoch(0);
    await pass.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    // The pixels are shared: only what the worker made before this line, while nobody asked, still holds the old ones.
    plan.images.fill(255);
    const later = (await collect(pass)).flatMap(imagesOf);
    expect(later).toHaveLength(22);
    expect(later.filter((image) => image < 23).length).toBeLessThanOrEqual(2);
  });

  test('batches that belong to the consumer and do not change later', async () => {
    const batches = createBatches(dataset(), training);
    const all = await collect(batches.epoch(0));
    const copies = all.map(({ images }) => images.slice());
    await collect(batches.epoch(1));
    expect(all.map(({ images }) => images)).toEqual(copies);
    await batches.close();
  });
});

describe('a process that makes batches', () => {
  const run = promisify(execFile);
  const program = (body: string) => `
    import { createBatches, loadDataset } from ${JSON.stringify(pathToFileURL(projectPath('dist/lib/data/index.js')).href)};
    const batches = createBatches(await loadDataset('digits'), { split: 'test' });
    ${body}`;

  test('waits for them, and ends without closing them', async () => {
    const body =
      'let images = 0; for await (const { count } of batches.epoch(0)) images += count; console.log(images);';
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program(body)], { timeout: 20_000 });
    expect(stdout).toBe('500\n');
  });

  test('ends when an epoch was left in the middle', async () => {
    const body = 'const pass = batches.epoch(0); console.log((await pass.next()).value.count);';
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program(body)], { timeout: 20_000 });
    expect(stdout).toBe('128\n');
  });
});

describe('createBatches fails clearly', () => {
  test('when the worker throws, on this pass and on the next', async () => {
    const broken = { ...planBatches(dataset(), training), normalisation: null as never };
    const batches = startBatchWorker(broken);
    const sentence = /^The worker that makes batches failed: .*mean/;
    await expect(collect(batches.epoch(0))).rejects.toThrow(sentence);
    await expect(collect(batches.epoch(1))).rejects.toThrow(sentence);
    await batches.close();
  });

  test('when it was closed, before and during a pass', async () => {
    const batches = createBatches(dataset(), training);
    const pass = batches.epoch(0);
    await pass.next();
    await batches.close();
    await expect(collect(pass)).rejects.toThrow('The batches were closed: create them again to go on.');
    await expect(collect(batches.epoch(1))).rejects.toThrow('The batches were closed: create them again to go on.');
  });

  test('for options out of range', async () => {
    expect(() => createBatches(dataset(), { ahead: 0 })).toThrow(
      'The batches shall be made 0 ahead: give a whole number of at least 1.',
    );
    const batches = createBatches(dataset());
    await expect(collect(batches.epoch(1.5))).rejects.toThrow('The epoch is 1.5: give a whole number.');
    await batches.close();
  });
});
