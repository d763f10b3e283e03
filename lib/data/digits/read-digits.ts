import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { explainSystemError, InputError } from '../../errors.js';
import { sha256 } from '../../files.js';
import { projectPath } from '../../project.js';
import { allocateImages, type Dataset, type ImageShape, type LabelledImages, type Normalisation } from '../dataset.js';

/** The embedded file; see README.md beside it. */
export const digitsFile = {
  name: 'digits.csv.gz',
  bytes: 57_512,
  sha256: '46abec6b12486ad9e51943373abcf22bbea1b5a51a1619b361570d8893f1464a',
};

/** Mean and standard deviation of the 1,297 training images, whose values 0 … 16 are stretched to 0 … 255. */
const normalisation: Normalisation = { mean: [0.3058], standardDeviation: [0.3753] };

const imageShape: ImageShape = [8, 8, 1];
const pixels = 64;
const largestValue = 16;
const testImagesPerClass = 50;

/**
 * The 1,797 optical digits that are embedded in the project: 1,297 for training (124 to 133 of a class), and a balanced
 * test split, the last 50 images of every class in file order. Values 0 … 16 become round(255 · v / 16).
 *
 * @throws InputError when the embedded file is missing or is not the one that was committed.
 */
export function readDigits({ path = projectPath('lib', 'data', 'digits', digitsFile.name) } = {}): Dataset {
  let compressed: Uint8Array;
  try {
    compressed = readFileSync(path);
  } catch (error) {
    throw explainSystemError(error, 'read', path);
  }
  if (sha256(compressed) !== digitsFile.sha256)
    throw new InputError(`${path} is not the file that belongs to the project: restore it with \`git checkout\`.`);
  const rows = gunzipSync(compressed)
    .toString('latin1')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(',').map(Number));
  const { train, test } = splitRows(rows);
  return {
    name: 'digits',
    classNames: Array.from({ length: 10 }, (_, digit) => String(digit)),
    imageShape,
    train: toImages(train),
    test: toImages(test),
    normalisation,
  };
}

function splitRows(rows: number[][]): { train: number[][]; test: number[][] } {
  const remaining = new Array<number>(10).fill(0);
  for (const row of rows) remaining[row[pixels]!]!++;
  const train: number[][] = [];
  const test: number[][] = [];
  for (const row of rows) {
    const isLate = remaining[row[pixels]!]!-- <= testImagesPerClass;
    (isLate ? test : train).push(row);
  }
  return { train, test };
}

function toImages(rows: number[][]): LabelledImages {
  const split = allocateImages(rows.length, imageShape);
  rows.forEach((row, index) => {
    split.labels[index] = row[pixels]!;
    for (let pixel = 0; pixel < pixels; pixel++)
      split.images[index * pixels + pixel] = Math.round((255 * row[pixel]!) / largestValue);
  });
  return split;
}
