import { join, resolve } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { defaultDataFolder, loadDataset } from '../../lib/data/index.js';
import { projectPath } from '../../lib/project.js';
import { temporaryFolder } from './synthetic-cifar.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('data sets are in LONGTAIL_DATA, made absolute, or else in the project’s data folder', () => {
  vi.stubEnv('LONGTAIL_DATA', 'somewhere/else');
  expect(defaultDataFolder()).toBe(resolve('somewhere/else'));
  vi.stubEnv('LONGTAIL_DATA', '');
  expect(defaultDataFolder()).toBe(projectPath('data'));
});

test('loadDataset looks there', async () => {
  const folder = temporaryFolder();
  vi.stubEnv('LONGTAIL_DATA', folder);
  await expect(loadDataset('cifar-10')).rejects.toThrow(`not at ${join(folder, 'cifar-10-batches-bin')}: `);
});
