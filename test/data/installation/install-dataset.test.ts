import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type DatasetName,
  type DownloadProgress,
  installDataset,
  loadDataset,
  surveyDatasets,
} from '../../../lib/data/index.js';
import { InputError } from '../../../lib/errors.js';
import { syntheticCifar10, temporaryFolder, writeRelease } from '../synthetic-cifar.js';
import { hangingUpAfter, refusing, serve, whole, withRanges } from './archive-server.js';

const synthetic = syntheticCifar10();
const { releases, release, archive } = synthetic;
const partName = 'cifar-10-binary.tar.gz.part';

/** The sentence of the InputError that installing ends with. */
async function complaint(installing: Promise<unknown>): Promise<string> {
  const error = await installing.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  expect((error as InputError).message).toMatch(/^[^\n]+[.?]$/);
  return (error as InputError).message;
}

async function expectInstalled(dataFolder: string): Promise<void> {
  const { train } = await loadDataset('cifar-10', { dataFolder, releases });
  expect([...train.labels]).toEqual([3, 0, 9, 1, 2, 4]);
  expect(readdirSync(dataFolder)).toEqual([release.folder]);
}

describe('installDataset downloads', () => {
  test('the archive, verifies and unpacks it, and leaves nothing else behind', async () => {
    const dataFolder = join(temporaryFolder(), 'new', 'data');
    const { url, ranges } = await serve(withRanges(archive));
    const progress: DownloadProgress[] = [];
    const installed = await installDataset('cifar-10', {
      dataFolder,
      fetchUrl: url,
      releases,
      onProgress: (state) => progress.push(state),
    });
    expect(installed).toEqual({ name: 'cifar-10', folder: join(dataFolder, release.folder), status: 'downloaded' });
    expect(ranges).toEqual([null]);
    expect(progress.at(-1)).toEqual({ bytes: archive.length, total: archive.length });
    await expectInstalled(dataFolder);
  });

  test('the rest only, after an interruption', async () => {
    const dataFolder = temporaryFolder();
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const { url, ranges } = await serve(hangingUpAfter(100, archive, arrived), withRanges(archive));
    const install = (onProgress?: (state: DownloadProgress) => void) =>
      installDataset('cifar-10', { dataFolder, fetchUrl: url, releases, onProgress });
    expect(await complaint(install(arrive))).toMatch(
      new RegExp(
        `^The download of ${url} stopped after 100 of ${archive.length} bytes \\(.+\\): run the same command again to resume it\\.$`,
      ),
    );
    expect(readdirSync(dataFolder)).toEqual([partName]);
    expect(statSync(join(dataFolder, partName)).size).toBe(100);
    const progress: DownloadProgress[] = [];
    await install((state) => progress.push(state));
    expect(ranges).toEqual([null, 'bytes=100-']);
    expect(progress[0]!.bytes).toBeGreaterThan(100);
    expect(progress.at(-1)).toEqual({ bytes: archive.length, total: archive.length });
    await expectInstalled(dataFolder);
  });

  test('everything anew from a server that does not resume', async () => {
    const dataFolder = temporaryFolder();
    writeFileSync(join(dataFolder, partName), archive.subarray(0, 300));
    const { url, ranges } = await serve(whole(archive));
    await installDataset('cifar-10', { dataFolder, fetchUrl: url, releases });
    expect(ranges).toEqual(['bytes=300-']);
    await expectInstalled(dataFolder);
  });

  test('nothing when the part is already whole', async () => {
    const dataFolder = temporaryFolder();
    writeFileSync(join(dataFolder, partName), archive);
    const { url, ranges } = await serve(withRanges(archive));
    await installDataset('cifar-10', { dataFolder, fetchUrl: url, releases });
    expect(ranges).toEqual([`bytes=${archive.length}-`]);
    await expectInstalled(dataFolder);
  });

  test('everything anew when the part is longer than the archive', async () => {
    const dataFolder = temporaryFolder();
    writeFileSync(join(dataFolder, partName), Buffer.concat([archive, archive]));
    const { url, ranges } = await serve(withRanges(archive));
    await installDataset('cifar-10', { dataFolder, fetchUrl: url, releases });
    expect(ranges).toEqual([`bytes=${2 * archive.length}-`, null]);
    await expectInstalled(dataFolder);
  });

  test('again after the checksum of the archive was wrong', async () => {
    const dataFolder = temporaryFolder();
    const wrong = Buffer.from(archive);
    wrong[50]! ^= 1;
    const { url } = await serve(withRanges(wrong), withRanges(archive));
    const install = () => installDataset('cifar-10', { dataFolder, fetchUrl: url, releases });
    expect(await complaint(install())).toMatch(
      new RegExp(
        `^${url} gave an archive with the MD5 [0-9a-f]{32} instead of ${release.archive.md5}, which was deleted: run the same command again\\.$`,
      ),
    );
    expect(readdirSync(dataFolder)).toEqual([]);
    await install();
    await expectInstalled(dataFolder);
  });

  test('nothing from a server that refuses, and says so', async () => {
    const dataFolder = temporaryFolder();
    const { url } = await serve(refusing(404));
    expect(await complaint(installDataset('cifar-10', { dataFolder, fetchUrl: url, releases }))).toBe(
      `${url} cannot be downloaded, the server answered 404 Not Found: try again later, or fetch it otherwise and use --from.`,
    );
  });

  test('nothing from nowhere, and says so', async () => {
    const dataFolder = temporaryFolder();
    const fetchUrl = 'http://127.0.0.1:9/none.tar.gz';
    expect(await complaint(installDataset('cifar-10', { dataFolder, fetchUrl, releases }))).toMatch(
      /^http:\/\/127\.0\.0\.1:9\/none\.tar\.gz cannot be reached \(.+\): check the network, or fetch the file otherwise and use --from\.$/,
    );
  });

  test.runIf(existsSync('/dev/full'))('nothing on a full disk, and says so', async () => {
    const dataFolder = temporaryFolder();
    const part = join(dataFolder, partName);
    symlinkSync('/dev/full', part);
    const { url } = await serve(whole(archive));
    expect(await complaint(installDataset('cifar-10', { dataFolder, fetchUrl: url, releases }))).toBe(
      `Cannot write ${part}: no space is left on the device; free some space and run the same command again.`,
    );
  });
});

describe('installDataset copies with from', () => {
  const sources = {
    'the files themselves': (folder: string) => writeRelease(folder, synthetic),
    'the official folder': (folder: string) => {
      writeRelease(folder, synthetic);
      return folder;
    },
    'the archive': (folder: string) => {
      writeFileSync(join(folder, 'cifar-10-binary.tar.gz'), archive);
      return folder;
    },
    'a path of the archive itself': (folder: string) => {
      const path = join(folder, 'renamed.tgz');
      writeFileSync(path, archive);
      return path;
    },
  };
  test.each(Object.entries(sources))('%s', async (_, prepare) => {
    const from = prepare(temporaryFolder());
    const dataFolder = temporaryFolder();
    expect((await installDataset('cifar-10', { from, dataFolder, releases })).status).toBe('copied');
    await expectInstalled(dataFolder);
    expect(existsSync(from)).toBe(true);
  });

  test('over a damaged installation, which is replaced as a whole', async () => {
    const dataFolder = temporaryFolder();
    const folder = writeRelease(dataFolder, synthetic);
    writeFileSync(join(folder, 'test_batch.bin'), 'x');
    writeFileSync(join(folder, 'stray'), 'x');
    const from = writeRelease(temporaryFolder(), synthetic);
    await installDataset('cifar-10', { from, dataFolder, releases });
    expect(existsSync(join(folder, 'stray'))).toBe(false);
    await expectInstalled(dataFolder);
  });

  test('nothing when it is already installed', async () => {
    const dataFolder = temporaryFolder();
    const folder = writeRelease(dataFolder, synthetic);
    const before = statSync(folder).mtimeMs;
    const { status } = await installDataset('cifar-10', { from: '/nowhere', dataFolder, releases });
    expect([status, statSync(folder).mtimeMs]).toEqual(['already installed', before]);
  });

  test('nothing of the digits, which are embedded', async () => {
    expect(await installDataset('digits')).toEqual({ name: 'digits', folder: null, status: 'embedded' });
  });
});

describe('installDataset leaves what is there when', () => {
  /** Installs from a damaged source over a damaged installation and expects the latter untouched. */
  async function refused(prepare: (source: string) => string): Promise<{ from: string; sentence: string }> {
    const dataFolder = temporaryFolder();
    const folder = writeRelease(dataFolder, synthetic);
    rmSync(join(folder, 'test_batch.bin'));
    const before = readFileSync(join(folder, 'data_batch_1.bin'));
    const from = prepare(temporaryFolder());
    const sentence = await complaint(installDataset('cifar-10', { from, dataFolder, releases }));
    expect(readdirSync(dataFolder)).toEqual([release.folder]);
    expect(readFileSync(join(folder, 'data_batch_1.bin'))).toEqual(before);
    return { from, sentence };
  }

  test('a file of the source is damaged', async () => {
    const { from, sentence } = await refused((source) => {
      const folder = writeRelease(source, synthetic);
      writeFileSync(join(folder, 'test_batch.bin'), 'short');
      return folder;
    });
    expect(sentence).toContain(`${join(from, 'test_batch.bin')} is truncated, 5 bytes instead of 6146: `);
  });

  test('a file of the source is missing', async () => {
    const { from, sentence } = await refused((source) => {
      const folder = writeRelease(source, synthetic);
      rmSync(join(folder, 'test_batch.bin'));
      return folder;
    });
    expect(sentence).toBe(`Cannot read ${join(from, 'test_batch.bin')}: there is no such file or folder.`);
  });

  test('the source does not exist', async () => {
    const { from, sentence } = await refused((source) => join(source, 'none'));
    expect(sentence).toBe(`There is no ${from}: give --from a folder that holds cifar-10, or its archive.`);
  });

  test('the source holds something else', async () => {
    const { from, sentence } = await refused((source) => {
      mkdirSync(join(source, 'photos'));
      return source;
    });
    expect(sentence).toBe(
      `${from} holds neither data_batch_1.bin, nor cifar-10-batches-bin, nor cifar-10-binary.tar.gz: give --from the folder with the files of cifar-10.`,
    );
  });

  test('the archive is cut off', async () => {
    const { from, sentence } = await refused((source) => {
      const path = join(source, 'cut.tar.gz');
      writeFileSync(path, archive.subarray(0, archive.length / 2));
      return path;
    });
    expect(sentence).toMatch(new RegExp(`^${from} is not a complete gzip archive \\(.+\\): fetch it again\\.$`));
  });

  test('there is no such data set', async () => {
    expect(await complaint(installDataset('cifar10' as DatasetName))).toContain("did you mean 'cifar-10'");
  });
});

describe('surveyDatasets', () => {
  test('says what is ready and, of the others, what to do', async () => {
    const dataFolder = temporaryFolder();
    writeRelease(dataFolder, synthetic);
    const states = await surveyDatasets({ dataFolder, releases });
    expect(states.map(({ name, ready }) => [name, ready])).toEqual([
      ['digits', true],
      ['cifar-10', true],
      ['cifar-100', false],
    ]);
    expect(states[1]!.detail).toBe(`6 training and 2 test images, in ${dataFolder}`);
    expect(states[2]!.detail).toContain('npx longtail data cifar-100');
  });
});
