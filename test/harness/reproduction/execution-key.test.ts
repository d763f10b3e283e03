import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { InputError } from '../../../lib/errors.js';
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

  test('cannot be had without the notebook', () => {
    rmSync(join(root, 'table-2.ipynb'));
    expect(key).toThrow(InputError);
  });
});

describe('the records of runs', () => {
  const training = smallTraining();
  const record = { key: 'k', startedAt: '2026-01-01' };
  const nothing = { hasBank: () => false, hasWeights: () => false };
  const hash = (found: object | null, place: object = nothing) =>
    recordsOf([parseConfiguration(training)], { ...place, find: () => found } as unknown as RunStore, 'native');

  test('are others when one appears, is made anew, becomes stale, or has features or weights now', () => {
    const hashes = [
      hash(null),
      hash({ record }),
      hash({ record: { ...record, key: 'l' } }),
      hash({ record: { ...record, startedAt: '2026-01-02' } }),
      hash({ record, staleness: 'Made by other code.' }),
      hash({ record }, { ...nothing, hasBank: () => true }),
      hash({ record }, { ...nothing, hasWeights: () => true }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hash({ record, provenance: 'run' })).toBe(hash({ record, provenance: 'stored' }));
  });

  test('are those of the models too, from which second stages start', () => {
    const secondStage = parseConfiguration({ stage: 'two', base: training, adjustment: { name: 'marc' }, seed: 0 });
    const ofModel = (found: object | null) => {
      const find = ({ stage }: { stage: string }) => (stage === 'one' ? found : { record });
      return recordsOf([secondStage], { ...nothing, find } as unknown as RunStore, 'native');
    };
    expect(ofModel(null)).not.toBe(ofModel({ record }));
  });

  test('count as damaged where one cannot be read', () => {
    const find = () => {
      throw new InputError('It is not a run record.');
    };
    expect(hash(null, {})).not.toBe(
      recordsOf([parseConfiguration(training)], { find } as unknown as RunStore, 'native'),
    );
  });
});
