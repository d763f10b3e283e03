import { createRequire } from 'node:module';
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
  tensorflow: string;
  gpu: boolean;
}

/** One installed package, loaded, or why it cannot serve; undefined when it is not installed. */
function inspectPackage(name: (typeof packages)[number]): Found | string | undefined {
  const require = createRequire(import.meta.url);
  let manifest: { name: string; version: string };
  try {
    manifest = require(`${name}/package.json`);
  } catch {
    return undefined;
  }
  // danfojs asks for tfjs-node, and package.json gives it plain tfjs under that name.
  if (manifest.name !== name) return undefined;
  try {
    const module = require(name) as {
      version: { 'tfjs-node'?: string };
      backend?: () => TensorFlowBackend;
      engine: () => { findBackend(name: string): TensorFlowBackend | null };
    };
    const backend = module.engine().findBackend('tensorflow');
    if (!backend) return `${name} is installed, but its backend does not start.`;
    const gpu = backend.isUsingGpuDevice === true;
    if (name === '@tensorflow/tfjs-node-gpu' && !gpu) return `${name} is installed, but no GPU answers.`;
    return { name, version: manifest.version, tensorflow: module.version['tfjs-node'] ?? manifest.version, gpu };
  } catch (error) {
    return `${name} is installed, but does not load (${(error as Error).message.split('\n')[0]}).`;
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

/** TensorFlow itself, through tfjs-node-gpu when a GPU answers, or through tfjs-node. */
export const tensorflowEngine: Engine = {
  async survey() {
    const { found, reasons } = inspect();
    if (found)
      return { available: true, detail: `${found.name} ${found.version} on ${found.gpu ? 'the GPU' : 'the CPU'}.` };
    const why = reasons.length > 0 ? reasons.join(' ') : 'Neither tfjs-node-gpu nor tfjs-node is installed.';
    return {
      available: false,
      detail: `${why} To use it, run \`npm install @tensorflow/tfjs-node-gpu\` where its download and CUDA 11 are at hand.`,
    };
  },

  async start(threads) {
    const { found } = inspect();
    if (!found) throw new Error('the tensorflow engine was started without being available');
    await selectBackend('tensorflow');
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
