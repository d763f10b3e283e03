import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { datasetManifest, datasetNames } from '../../lib/data/index.js';
import { sha256 } from '../../lib/files.js';
import { projectPath } from '../../lib/project.js';

describe('datasetManifest', () => {
  test.each(datasetNames)('names every file of %s with its size and checksum, once', (name) => {
    const { files, name: own } = datasetManifest(name);
    expect(own).toBe(name);
    expect(new Set(files.map((file) => file.sha256)).size).toBe(files.length);
    for (const file of files) {
      expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(file.bytes).toBeGreaterThan(0);
    }
  });

  test('has 60,000 records of the official layouts', () => {
    const records = (name: 'cifar-10' | 'cifar-100', recordBytes: number) =>
      datasetManifest(name)
        .files.filter((file) => file.name.endsWith('.bin'))
        .reduce((sum, file) => sum + file.bytes / recordBytes, 0);
    expect(records('cifar-10', 3073)).toBe(60_000);
    expect(records('cifar-100', 3074)).toBe(60_000);
  });

  test('describes the embedded digits as they are committed', () => {
    const content = readFileSync(projectPath('lib', 'data', 'digits', 'digits.csv.gz'));
    expect(datasetManifest('digits').files).toEqual([
      { name: 'digits.csv.gz', bytes: content.length, sha256: sha256(content) },
    ]);
  });
});
