import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { explainSystemError, InputError } from '../../errors.js';
import { allocateImages, type Dataset, type ImageShape, type LabelledImages } from '../dataset.js';
import { type CifarRelease, cifarNormalisation, type ReleaseFile } from './releases.js';
import { verifyFile } from './verify-file.js';

const imageShape: ImageShape = [32, 32, 3];
const pixels = 32 * 32;

/**
 * Reads a CIFAR data set in its official binary version from `dataFolder`/<the release's folder>, each file verified.
 *
 * A record is `labelBytes` bytes, the last of which is the class (CIFAR-100: the fine class), then 1,024 red, 1,024 green
 * and 1,024 blue bytes, row by row. The training files are joined in the order of the release: the published
 * long-tailed subsets count images in that order.
 *
 * @throws InputError when the folder or a file is missing, a file is not the release's, or a label is out of range.
 */
export function readCifar(dataFolder: string, release: CifarRelease): Dataset {
  const folder = join(dataFolder, release.folder);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InputError(
      `The data set ${release.name} is not at ${folder}: run \`npx longtail data ${release.name}\` to download it, ` +
        `or \`npx longtail data ${release.name} --from DIR\` if DIR holds its files or its archive.`,
    );
  }
  return {
    name: release.name,
    classNames: readClassNames(folder, release),
    imageShape,
    train: readSplit(folder, release.train, release),
    test: readSplit(folder, release.test, release),
    normalisation: cifarNormalisation,
  };
}

function readVerified(folder: string, file: ReleaseFile, release: CifarRelease): Uint8Array {
  const path = join(folder, file.name);
  let content: Uint8Array;
  try {
    content = readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw explainSystemError(error, 'read', path);
    throw new InputError(
      `${path} is missing from the data set ${release.name}: run \`npx longtail data ${release.name}\` to complete it.`,
    );
  }
  verifyFile(content, path, file, release);
  return content;
}

function readClassNames(folder: string, release: CifarRelease): string[] {
  const text = new TextDecoder().decode(readVerified(folder, release.classNames, release));
  return text.split('\n').filter((line) => line.trim() !== '');
}

function readSplit(folder: string, files: ReleaseFile[], release: CifarRelease): LabelledImages {
  const recordBytes = release.labelBytes + 3 * pixels;
  const count = files.reduce((sum, file) => sum + file.bytes, 0) / recordBytes;
  const split = allocateImages(count, imageShape);
  let first = 0;
  for (const file of files) {
    const content = readVerified(folder, file, release);
    for (let offset = 0; offset < content.length; offset += recordBytes) {
      const index = first + offset / recordBytes;
      const label = content[offset + release.labelBytes - 1]!;
      if (label >= release.classCount) {
        throw new InputError(
          `${join(folder, file.name)} labels image ${offset / recordBytes} as class ${label}, ` +
            `but ${release.name} has the classes 0 to ${release.classCount - 1}: restore the file.`,
        );
      }
      split.labels[index] = label;
      interleave(content, offset + release.labelBytes, split.images, index * 3 * pixels);
    }
    first += content.length / recordBytes;
  }
  return split;
}

/** Copies one image from planes of red, green and blue to pixels of three bytes. */
function interleave(planes: Uint8Array, from: number, images: Uint8Array, to: number): void {
  for (let pixel = 0; pixel < pixels; pixel++) {
    images[to + 3 * pixel] = planes[from + pixel]!;
    images[to + 3 * pixel + 1] = planes[from + pixels + pixel]!;
    images[to + 3 * pixel + 2] = planes[from + 2 * pixels + pixel]!;
  }
}
