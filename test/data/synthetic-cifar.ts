import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { type CifarRelease, cifarReleases, type ReleaseFile } from '../../lib/data/index.js';
import { sha256 } from '../../lib/files.js';

const pixels = 32 * 32;

/** Byte of channel `channel` at `pixel` of image `image`: every one can be told from its neighbours. */
export function pixelByte(image: number, pixel: number, channel: number): number {
  return (image * 7 + pixel * 3 + channel * 101) % 256;
}

/** One file in the official layout, `labels` being the leading bytes of each record. */
export function cifarBytes(labels: number[][], firstImage = 0): Uint8Array {
  const records = labels.map((leading, i) => [
    ...leading,
    ...[0, 1, 2].flatMap((channel) =>
      Array.from({ length: pixels }, (_, pixel) => pixelByte(firstImage + i, pixel, channel)),
    ),
  ]);
  return Uint8Array.from(records.flat());
}

export interface SyntheticRelease {
  release: CifarRelease;
  /** As `loadDataset` and `installDataset` take them. */
  releases: Record<CifarRelease['name'], CifarRelease>;
  contents: Map<string, Uint8Array>;
  archive: Uint8Array;
}

/** A CIFAR-10 of six training images in two files and two test images. */
export function syntheticCifar10(labels: number[] = [3, 0, 9, 1, 2, 4]): SyntheticRelease {
  const contents = new Map<string, Uint8Array>([
    ['data_batch_1.bin', cifarBytes(labels.slice(0, 3).map((label) => [label]))],
    [
      'data_batch_2.bin',
      cifarBytes(
        labels.slice(3).map((label) => [label]),
        3,
      ),
    ],
    ['test_batch.bin', cifarBytes([[5], [6]], 6)],
    ['batches.meta.txt', new TextEncoder().encode('one\ntwo\n\n')],
  ]);
  const file = (name: string): ReleaseFile => ({
    name,
    bytes: contents.get(name)!.length,
    sha256: sha256(contents.get(name)!),
  });
  const folder = 'cifar-10-batches-bin';
  const archive = gzipSync(tar([...contents].map(([name, content]) => ({ path: `${folder}/${name}`, content }))));
  const release: CifarRelease = {
    name: 'cifar-10',
    folder,
    archive: {
      url: 'https://example.invalid/cifar-10-binary.tar.gz',
      md5: createHash('md5').update(archive).digest('hex'),
    },
    labelBytes: 1,
    classCount: 10,
    train: [file('data_batch_1.bin'), file('data_batch_2.bin')],
    test: [file('test_batch.bin')],
    classNames: file('batches.meta.txt'),
    others: [],
  };
  return { release, releases: { ...cifarReleases, 'cifar-10': release }, contents, archive };
}

/** A tar archive of regular files in the ustar format, after a folder's entry as the official archives have one. */
export function tar(files: { path: string; content: Uint8Array }[]): Uint8Array {
  const folder = tarHeader('folder/', 0, '5');
  const blocks = files.flatMap(({ path, content }) => {
    const padded = Buffer.alloc(Math.ceil(content.length / 512) * 512);
    padded.set(content);
    return [tarHeader(path, content.length, '0'), padded];
  });
  return Buffer.concat([folder, ...blocks, Buffer.alloc(1024)]);
}

function tarHeader(path: string, size: number, type: string): Buffer {
  const header = Buffer.alloc(512);
  const field = (text: string, offset: number) => header.write(text, offset, 'latin1');
  field(path, 0);
  field('0000644\0', 100);
  field(`${size.toString(8).padStart(11, '0')}\0`, 124);
  field('        ', 148);
  field(type, 156);
  field('ustar\0' + '00', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  field(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** An empty folder that vanishes after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'longtail-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes the files of a release to a data folder. */
export function writeRelease(dataFolder: string, { release, contents }: SyntheticRelease): string {
  const folder = join(dataFolder, release.folder);
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of contents) writeFileSync(join(folder, name), content);
  return folder;
}
