import { existsSync } from 'node:fs';
import { configDefaults, defineConfig } from 'vitest/config';

/** Tests of the native kernels; without a C++ compiler there are none to test. */
const nativeTests = [
  'batch-norm',
  'buffer-pool',
  'convolution',
  'coverage',
  'elementwise',
  'fused-multiply-add',
  'logic',
  'matrix-product',
  'memory',
  'movement',
  'pooling',
  'reduction',
  'same-bits',
  'sgd-update',
  'start-engine',
  'training-step',
  'transcendental',
  'wasm',
].map((name) => `test/engine/${name}.test.ts`);

const hasAddon = existsSync(new URL('build/native.node', import.meta.url));
if (!hasAddon)
  console.warn('The native engine was not built: its tests are left out. Install a C++ compiler to run them.');

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(hasAddon ? [] : nativeTests)],
    globalSetup: ['test/temporary-folder.ts'],
    setupFiles: ['test/setup.ts'],
    // The addon and the kernels are processes of their own; two cores carry two forks.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
