import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setWasmPaths, version_wasm } from '@tensorflow/tfjs-backend-wasm';
import type { Engine } from '../engine-description.js';
import { watchMemory } from '../wasm/bounded-memory.js';
import { registerComposedKernels } from '../wasm/register.js';
import { processorName } from './processor.js';
import { selectBackend } from './select-backend.js';

/** TensorFlow.js's WebAssembly backend: runs everywhere, on one thread. */
export const wasmEngine: Engine = {
  async survey() {
    return {
      available: true,
      automatic: true,
      detail: 'One thread; needs no compiler, but trains about 15 times slower than native.',
    };
  },

  async start() {
    const packageFolder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json'));
    setWasmPaths(join(packageFolder, 'dist/'));
    registerComposedKernels();
    await selectBackend('wasm');
    watchMemory();
    return {
      device: processorName(),
      instructionSet: 'wasm-simd',
      // Its worker threads do not start in Node.
      threads: 1,
      versions: { tfjs: version_wasm },
      class: 'wasm',
      detail: 'WebAssembly kernels, 1 thread.',
    };
  },
};
