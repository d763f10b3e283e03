import { existsSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../../errors.js';
import type { Engine } from '../engine-description.js';
import { type Addon, loadAddon } from '../native/addon.js';
import { addonPath, readBuildRecord } from '../native/compile.js';
import { registerNativeBackend } from '../native/register.js';
import { processorName } from './processor.js';
import { selectBackend } from './select-backend.js';

/** The addon and its instruction sets, or the reason why it cannot be used, a sentence. */
function inspect(): { addon: Addon; instructionSets: string[] } | string {
  if (!existsSync(addonPath)) return readBuildRecord()?.failure ?? 'The addon was not built yet: run `npm run build`.';
  try {
    const addon = loadAddon();
    return { addon, instructionSets: addon.instructionSets() };
  } catch (error) {
    return `The addon does not load (${(error as Error).message}): run \`npm run build\` with this Node.`;
  }
}

function chooseInstructionSet(available: string[]): string {
  const wanted = process.env.LONGTAIL_ISA;
  if (!wanted) return available[0]!;
  if (available.includes(wanted)) return wanted;
  throw new InputError(
    `LONGTAIL_ISA asks for ${wanted}, which this machine does not have: choose ${available.join(' or ')}, or unset it.`,
  );
}

/** TensorFlow.js's cpu backend, its hot kernels replaced by the addon. */
export const nativeEngine: Engine = {
  async survey() {
    const found = inspect();
    if (typeof found === 'string') return { available: false, automatic: false, detail: found };
    return {
      available: true,
      automatic: true,
      detail: `Kernels for ${found.instructionSets.join(' and ')} on ${processorName()}.`,
    };
  },

  async start(threads) {
    const found = inspect();
    if (typeof found === 'string') throw new InputError(found);
    const { addon, instructionSets } = found;
    const instructionSet = chooseInstructionSet(instructionSets);
    addon.start(instructionSet, threads);
    registerNativeBackend(addon);
    await selectBackend('native');
    return {
      device: processorName(),
      instructionSet,
      threads,
      versions: { tfjs: tf.version_core, addon: readBuildRecord()?.hash.slice(0, 12) ?? 'unknown' },
      class: 'native',
      detail: `Native kernels, ${instructionSet}, ${threads} ${threads === 1 ? 'thread' : 'threads'}.`,
    };
  },
};
