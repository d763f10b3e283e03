import { appendFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type DatasetName, loadDataset } from '../../lib/data/index.js';
import { InputError } from '../../lib/errors.js';
import { sha256 } from '../../lib/files.js';
import { cifarBytes, pixelByte, syntheticCifar10, temporaryFolder, writeRelease } from './synthetic-cifar.js';

/** The sentence of the InputError that loading ends with. */
async function complaint(loading: Promise<unknown>): Promise<string> {
  const error = await loading.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  const { message } = error as InputError;
  expect(message).toMatch(/^[^\n]+[.?]$/);
  return message;
}

describe('loadDataset reads the official binary layout', () => {
  test('CIFAR-10: planes become pixels, files are joined in order', async () => {
    const dataFolder = temporaryFolder();
    const synthetic = syntheticCifar10();
    writeRelease(dataFolder, synthetic);
    const dataset = await loadDataset('cifar-10', { dataFolder, releases: synthetic.releases });
    expect(dataset.name).toBe('cifar-10');
    expect(dataset.classNames).toEqual(['one', 'two']);
    expect(dataset.imageShape).toEqual([32, 32, 3]);
    expect([...dataset.train.labels]).toEqual([3, 0, 9, 1, 2, 4]);
    expect([...dataset.test.labels]).toEqual([5, 6]);
    expect([dataset.train.count, dataset.test.count]).toEqual([6, 2]);
    for (const [image, pixel, channel] of [
      [0, 0, 0],
      [0, 1, 2],
      [2, 1023, 1],
      [4, 33, 0],
      [5, 1023, 2],
    ] as const)
      expect(dataset.train.images[(image * 1024 + pixel) * 3 + channel]).toBe(pixelByte(image, pixel, channel));
    expect(dataset.test.images[(1 * 1024 + 7) * 3 + 1]).toBe(pixelByte(7, 7, 1));
  });

  test('CIFAR-100: the fine class is the second byte', async () => {
    const dataFolder = temporaryFolder();
    const synthetic = syntheticCifar10();
    synthetic.contents.set(
      'train.bin',
      cifarBytes([
        [200, 99],
        [19, 0],
      ]),
    );
    const content = synthetic.contents.get('train.bin')!;
    const train = [{ name: 'train.bin', bytes: content.length, sha256: sha256(content) }];
    writeRelease(dataFolder, synthetic);
    const release = { ...synthetic.release, labelBytes: 2, classCount: 100, train, test: train };
    const dataset = await loadDataset('cifar-10', {
      dataFolder,
      releases: { ...synthetic.releases, 'cifar-10': release },
    });
    expect([...dataset.train.labels]).toEqual([99, 0]);
    expect(dataset.train.images[3 * 1024 + 2]).toBe(pixelByte(1, 0, 2));
  });
});

describe('loadDataset says in one sentence', () => {
  const damaged = async (damage: (folder: string, synthetic: ReturnType<typeof syntheticCifar10>) => void) => {
    const dataFolder = temporaryFolder();
    const synthetic = syntheticCifar10();
    const folder = writeRelease(dataFolder, synthetic);
    damage(folder, synthetic);
    return { folder, sentence: await complaint(loadDataset('cifar-10', { dataFolder, releases: synthetic.releases })) };
  };
  const again = 'delete it and run `npx longtail data cifar-10` to fetch it again.';

  test('that there is no such data set', async () => {
    expect(await complaint(loadDataset('cifar-1' as DatasetName))).toMatch(
      /^There is no data set named 'cifar-1': did you mean 'cifar-10'/,
    );
  });

  test('that the folder is missing, and both ways to get it', async () => {
    const dataFolder = temporaryFolder();
    expect(await complaint(loadDataset('cifar-100', { dataFolder }))).toBe(
      `The data set cifar-100 is not at ${join(dataFolder, 'cifar-100-binary')}: run \`npx longtail data cifar-100\` ` +
        'to download it, or `npx longtail data cifar-100 --from DIR` if DIR holds its files or its archive.',
    );
  });

  test('that a file is missing', async () => {
    const { folder, sentence } = await damaged((at) => rmSync(join(at, 'test_batch.bin')));
    expect(sentence).toBe(
      `${join(folder, 'test_batch.bin')} is missing from the data set cifar-10: run \`npx longtail data cifar-10\` to complete it.`,
    );
  });

  test('that a file is truncated', async () => {
    const { folder, sentence } = await damaged((at) => truncateSync(join(at, 'data_batch_2.bin'), 5000));
    expect(sentence).toBe(`${join(folder, 'data_batch_2.bin')} is truncated, 5000 bytes instead of 9219: ${again}`);
  });

  test('that a file is too long', async () => {
    const { folder, sentence } = await damaged((at) => appendFileSync(join(at, 'data_batch_1.bin'), 'x'));
    expect(sentence).toBe(`${join(folder, 'data_batch_1.bin')} is too long, 9220 bytes instead of 9219: ${again}`);
  });

  test('which file another one was swapped with', async () => {
    const { folder, sentence } = await damaged((at, { contents }) => {
      writeFileSync(join(at, 'data_batch_1.bin'), contents.get('data_batch_2.bin')!);
    });
    expect(sentence).toBe(
      `${join(folder, 'data_batch_1.bin')} holds the content of data_batch_2.bin: the files were swapped; name each as in the release, or ${again}`,
    );
  });

  test('that a file of another length is a swapped one', async () => {
    const { sentence } = await damaged((at, { contents }) => {
      writeFileSync(join(at, 'data_batch_1.bin'), contents.get('test_batch.bin')!);
    });
    expect(sentence).toContain('holds the content of test_batch.bin');
  });

  test('that one flipped bit damaged a file', async () => {
    const { folder, sentence } = await damaged((at, { contents }) => {
      const content = contents.get('data_batch_1.bin')!.slice();
      content[4000]! ^= 1;
      writeFileSync(join(at, 'data_batch_1.bin'), content);
    });
    expect(sentence).toMatch(/ is damaged, its SHA-256 is [0-9a-f]{64} instead of [0-9a-f]{64}: delete it and run /);
    expect(sentence).toContain(join(folder, 'data_batch_1.bin'));
  });

  test('that a label is out of range', async () => {
    const dataFolder = temporaryFolder();
    const synthetic = syntheticCifar10([3, 0, 1, 2, 10, 4]);
    const folder = writeRelease(dataFolder, synthetic);
    expect(await complaint(loadDataset('cifar-10', { dataFolder, releases: synthetic.releases }))).toBe(
      `${join(folder, 'data_batch_2.bin')} labels image 1 as class 10, but cifar-10 has the classes 0 to 9: restore the file.`,
    );
  });
});
