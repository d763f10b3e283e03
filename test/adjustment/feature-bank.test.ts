import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { loadFeatureBank, saveFeatureBank } from '../../lib/adjustment/index.js';
import { InputError } from '../../lib/errors.js';
import { readSafetensors, writeSafetensors } from '../../lib/models/index.js';
import { smallBank } from './small-bank.js';

const folder = mkdtempSync(join(tmpdir(), 'feature-bank-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'bank.safetensors');
const bank = smallBank({ classCounts: [6, 3, 1] });

it('comes back from its file bit for bit', () => {
  saveFeatureBank(path, bank, { metadata: { run: 'abc' } });
  expect(loadFeatureBank(path)).toEqual(bank);
  expect(readSafetensors(path).metadata).toEqual({ run: 'abc' });
});

it('comes back without a bias when it has none', () => {
  const withoutBias = { ...bank, head: { ...bank.head, bias: null } };
  saveFeatureBank(path, withoutBias);
  expect(loadFeatureBank(path)).toEqual(withoutBias);
});

it('rounds features, and nothing else, to half precision on request', () => {
  saveFeatureBank(path, bank, { features: 'F16' });
  const loaded = loadFeatureBank(path);
  expect(loaded.head).toEqual(bank.head);
  expect(loaded.train.features).not.toEqual(bank.train.features);
  expect(loaded.train.features).toBeAllclose(bank.train.features, { relative: 2 ** -11, absolute: 2 ** -25 });
  saveFeatureBank(path, loaded, { features: 'F16' });
  expect(loadFeatureBank(path)).toEqual(loaded);
});

it('refuses what is no consistent bank, on the way in and out', () => {
  expect(() => saveFeatureBank(path, { ...bank, featureSize: 7 })).toThrow(InputError);
  const features = bank.test.features.slice();
  features[2] = Number.NaN;
  expect(() => saveFeatureBank(path, { ...bank, test: { ...bank.test, features } })).toThrow(
    'a test feature is not finite',
  );

  saveFeatureBank(path, bank);
  const { tensors } = readSafetensors(path);
  const { 'train.labels': labels, ...withoutLabels } = tensors;
  writeSafetensors(path, withoutLabels);
  expect(() => loadFeatureBank(path)).toThrow('it lacks "train.labels"');
  writeSafetensors(path, {
    ...tensors,
    'train.labels': { ...labels!, dtype: 'F32', data: Float32Array.from(bank.train.labels) } as never,
  });
  expect(() => loadFeatureBank(path)).toThrow('"train.labels" in');
  writeSafetensors(path, { ...tensors, class_counts: { dtype: 'I32', shape: [2], data: Int32Array.of(6, 3) } });
  expect(() => loadFeatureBank(path)).toThrow('is inconsistent');
});
