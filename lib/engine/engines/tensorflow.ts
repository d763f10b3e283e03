import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../../errors.js';
import type { Engine } from '../engine-description.js';
import { processorName } from './processor.js';
import { selectBackend } from './select-backend.js';

const packages = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'] as const;

/** The part of tfjs-node's backend that tells its devices apart. */
interface TensorFlowBackend {
  isUsingGpuDevice?: boolean;
}

interface Found {
  name: (typeof packages)[number];
  version: string;
  gpu: boolean;
}

/** Loads a package; it makes itself the backend that computes, which must stay what it was. */
function loadPackage(name: string): TensorFlowBackend | null {
  const before = tf.engine().backendName;
  try {
    const module = createRequire(import.meta.url)(name) as {
      engine: () => { findBackend(name: string): TensorFlowBackend | null };
    };
    return module.engine().findBackend('tensorflow');
  } finally {
    if (before) tf.setBackend(before);
  }
}

/** One installed package, loaded, or why it cannot serve; undefined when it is not installed. */
function inspectPackage(name: (typeof packages)[number]): Found | string | undefined {
  let manifest: { name: string; version: string };
  try {
    manifest = createRequire(import.meta.url)(`${name}/package.json`);
  } catch {
    return undefined;
  }
  // danfojs asks for tfjs-node, and package.json gives it plain tfjs under that name.
  if (manifest.name !== name) return undefined;
  try {
    const backend = loadPackage(name);
    if (!backend) return `${name} is installed, but its backend does not start.`;
    const gpu = backend.isUsingGpuDevice === true;
    if (name === '@tensorflow/tfjs-node-gpu' && !gpu) {
      // Its CPU is not what anybody asked for, and plain tfjs-node registers under the same name.
      tf.removeBackend('tensorflow');
      for (const { kernelName } of tf.getKernelsForBackend('tensorflow')) tf.unregisterKernel(kernelName, 'tensorflow');
      return `${name} is installed, but no GPU answers.`;
    }
    return { name, version: manifest.version, gpu };
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0]!.replace(/[\s.]+$/, '');
    return `${name} is installed, but does not load (${reason}).`;
  }
}

let inspected: { found?: Found; reasons: string[] } | undefined;

/** Loads the packages once: a binding that failed to load does not succeed later. */
function inspect() {
  if (inspected) return inspected;
  const reasons: string[] = [];
  for (const name of packages) {
    const result = inspectPackage(name);
    if (typeof result === 'object') {
      inspected = { found: result, reasons };
      return inspected;
    }
    if (result) reasons.push(result);
  }
  inspected = { reasons };
  return inspected;
}

/** A GPU may be listed and still not compute, for want of memory or of a CUDA library. */
async function checkArithmetic(name: string): Promise<void> {
  const product = tf.tidy(() => tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])));
  const [value] = await product.data().finally(() => product.dispose());
  if (value !== 11) throw new InputError(`${name} computes 1·3 + 2·4 as ${value}: use another engine.`);
}

/** TensorFlow itself, through tfjs-node-gpu when a GPU answers, or through tfjs-node when it is asked for by name. */
export const tensorflowEngine: Engine = {
  async survey() {
    const { found, reasons } = inspect();
    if (found) {
      const device = found.gpu ? 'the GPU.' : 'the CPU. `auto` passes it over.';
      return { available: true, automatic: found.gpu, detail: `${found.name} ${found.version} on ${device}` };
    }
    const why = reasons.length > 0 ? reasons.join(' ') : 'Neither tfjs-node-gpu nor tfjs-node is installed.';
    return {
      available: false,
      automatic: false,
      detail: `${why} To use it, run \`npm install @tensorflow/tfjs-node-gpu\` where its download and CUDA 11 are at hand.`,
    };
  },

  async start(threads) {
    const { found } = inspect();
    if (!found) throw new Error('the tensorflow engine was started without being available');
    await selectBackend('tensorflow');
    await checkArithmetic(found.name);
    return {
      device: found.gpu ? 'GPU of TensorFlow' : processorName(),
      instructionSet: found.gpu ? 'cuda' : 'tensorflow',
      threads,
      versions: { [found.name]: found.version },
      class: found.gpu ? 'tensorflow-gpu' : 'tensorflow-cpu',
      detail: `TensorFlow through ${found.name} on ${found.gpu ? 'the GPU' : 'the CPU'}.`,
    };
  },
};
