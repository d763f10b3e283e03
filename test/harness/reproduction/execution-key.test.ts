import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { parseConfiguration, type RunStore } from '../../../lib/experiment/index.js';
import { codeOfPaper, executionKey, recordsOf } from '../../../lib/harness/reproduction/execution-key.js';
import { smallTraining } from '../../experiment/small-runs.js';

let root: string;
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'longtail-key-'));
  write('dist/lib/losses/focal.js', 'export const focal = 1;');
  write('dist/notebooks/marc/recipe.js', 'export default 1;');
  write('results/targets/marc.json', '{}');
  write('package-lock.json', '{}');
  write('table-2.ipynb', '{"cells": []}');
});

describe('the code of a paper', () => {
  test.each([
    'dist/lib/losses/focal.js',
    'dist/lib/losses/new.js',
    'dist/notebooks/marc/recipe.js',
    'results/targets/marc.json',
    'package-lock.json',
    'build/native.node',
  ])('changes with %s', (file) => {
    const before = codeOfPaper('marc', { root });
    expect(codeOfPaper('marc', { root })).toBe(before);
    write(file, 'changed');
    expect(codeOfPaper('marc', { root })).not.toBe(before);
  });

  test.each(['dist/notebooks/unimix/recipe.js', 'results/targets/unimix.json', 'dist/lib/losses/focal.d.ts'])(
    'does not change with %s',
    (file) => {
      const before = codeOfPaper('marc', { root });
      write(file, 'changed');
      expect(codeOfPaper('marc', { root })).toBe(before);
    },
  );
});

describe('the key of an execution', () => {
  const surroundings = { parameters: { tier: 'quick', seeds: 1 }, engineClass: 'native', code: 'c', records: 'r' };
  const key = (change = {}) => executionKey({ file: join(root, 'table-2.ipynb') }, { ...surroundings, ...change });

  test('is the same for the same', () => {
    expect(key()).toBe(key());
  });

  test.each([
    { parameters: { tier: 'quick', seeds: 3 } },
    { parameters: { tier: 'cpu', seeds: 1 } },
    { engineClass: 'wasm' },
    { code: 'other' },
    { records: 'other' },
  ])('changes with %o', (change) => {
    expect(key(change)).not.toBe(key());
  });

  test('changes with the notebook', () => {
    const before = key();
    write('table-2.ipynb', '{"cells": [1]}');
    expect(key()).not.toBe(before);
  });
});

test('the records of runs are others when one appears, is made anew, or becomes stale', () => {
  const runs = [parseConfiguration(smallTraining())];
  const hash = (found: object | null) => recordsOf(runs, { find: () => found } as unknown as RunStore, 'native');
  const record = { key: 'k', startedAt: '2026-01-01' };
  const hashes = [
    hash(null),
    hash({ record }),
    hash({ record: { ...record, key: 'l' } }),
    hash({ record: { ...record, startedAt: '2026-01-02' } }),
    hash({ record, staleness: 'Made by other code.' }),
  ];
  expect(new Set(hashes).size).toBe(5);
  expect(hash({ record, provenance: 'run' })).toBe(hash({ record, provenance: 'stored' }));
});
