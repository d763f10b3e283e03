import { InputError } from '../../errors.js';
import type { Engine } from '../engine-description.js';

const detail = 'The webgpu engine is not supported yet: choose tensorflow, native or wasm.';

/** Named so that asking for it gets an answer. */
export const webgpuEngine: Engine = {
  async survey() {
    return { available: false, detail };
  },

  async start() {
    throw new InputError(detail);
  },
};
