import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readDigits } from '../../../lib/data/digits/read-digits.js';
import { loadDataset } from '../../../lib/data/index.js';
import { projectPath } from '../../../lib/project.js';
import { temporaryFolder } from '../synthetic-cifar.js';

function classCounts(labels: Int32Array): number[] {
  const counts = new Array<number>(10).fill(0);
  for (const label of labels) counts[label]!++;
  return counts;
}

describe('the embedded digits', () => {
  test('are 1,297 training images and a balanced test split of 500', async () => {
    const { train, test: held, imageShape, classNames } = await loadDataset('digits');
    expect(classCounts(train.labels)).toEqual([128, 132, 127, 133, 131, 132, 131, 129, 124, 130]);
    expect(classCounts(held.labels)).toEqual(new Array(10).fill(50));
    expect(imageShape).toEqual([8, 8, 1]);
    expect(classNames).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect([train.images.length, held.images.length]).toEqual([1297 * 64, 500 * 64]);
  });

  test('begin with the file’s first rows, values 0 … 16 stretched to 0 … 255', async () => {
    const { train } = await loadDataset('digits');
    expect([...train.labels.subarray(0, 5)]).toEqual([0, 1, 2, 3, 4]);
    expect([...train.images.subarray(0, 8)]).toEqual([0, 0, 5, 13, 9, 1, 0, 0].map((v) => Math.round((255 * v) / 16)));
    expect(Math.max(...train.images)).toBe(255);
  });

  test('the test images of a class are its last 50 rows', async () => {
    const { test: held } = await loadDataset('digits');
    const csv = gunzipSync(readFileSync(projectPath('lib', 'data', 'digits', 'digits.csv.gz'))).toString();
    const eights = csv
      .trim()
      .split('\n')
      .map((line) => line.split(',').map(Number))
      .filter((row) => row[64] === 8)
      .slice(-50);
    const held8 = [...held.labels.keys()].filter((index) => held.labels[index] === 8);
    const pixels = held8.map((index) => [...held.images.subarray(index * 64, (index + 1) * 64)]);
    expect(pixels).toEqual(eights.map((row) => row.slice(0, 64).map((v) => Math.round((255 * v) / 16))));
  });

  test('their normalisation is that of the training images', async () => {
    const { train, normalisation } = await loadDataset('digits');
    const values = Array.from(train.images, (value) => value / 255);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(normalisation.mean).toBeAllclose([mean], { absolute: 5e-5, relative: 0 });
    expect(normalisation.standardDeviation).toBeAllclose([Math.sqrt(variance)], { absolute: 5e-5, relative: 0 });
  });

  test('are refused when the file was changed', () => {
    const path = join(temporaryFolder(), 'digits.csv.gz');
    const content = readFileSync(projectPath('lib', 'data', 'digits', 'digits.csv.gz'));
    content[100]! ^= 1;
    writeFileSync(path, content);
    expect(() => readDigits({ path })).toThrow(
      `${path} is not the file that belongs to the project: restore it with \`git checkout\`.`,
    );
    expect(() => readDigits({ path: `${path}.missing` })).toThrow(`Cannot read ${path}.missing: there is no such file`);
  });
});
