import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../../../errors.js';
import { type NativeBackend, nativeBackend } from '../backend.js';

/** What tfjs hands to a kernel, with its inputs and attributes typed. */
export interface KernelCall<Inputs, Attributes> {
  inputs: Inputs;
  attrs: Attributes;
  backend: NativeBackend;
}

/**
 * Calls a kernel with the types that it knows.
 *
 * @throws InputError when there is no memory for its result or for its own sums.
 */
function run<Inputs, Attributes, Result>(
  kernel: (call: KernelCall<Inputs, Attributes>) => Result,
  { inputs, attrs, backend }: Parameters<tf.KernelFunc>[0],
): Result {
  try {
    return kernel({
      inputs: inputs as unknown as Inputs,
      attrs: attrs as unknown as Attributes,
      backend: nativeBackend(backend),
    });
  } catch (error) {
    const { name, message } = error as Error;
    if (name !== 'RangeError' || !/allocation|array buffer/i.test(message)) throw error;
    const inUse = (tf.memory().numBytes / 1e9).toFixed(1);
    throw new InputError(
      `The native engine found no memory beside the ${inUse} GB of its tensors: take a smaller batch, or free memory on this machine.`,
    );
  }
}

type Kernel<Inputs, Attributes> = (call: KernelCall<Inputs, Attributes>) => tf.TensorInfo | tf.TensorInfo[];

/** Registers a kernel that only the native backend has. */
export function addKernel<Inputs, Attributes>(kernelName: string, kernel: Kernel<Inputs, Attributes>): void {
  tf.registerKernel({
    kernelName,
    backendName: 'native',
    kernelFunc: (call) => run(kernel, call),
  });
}

const announced = new Set<string>();

// They only give the same numbers another shape or name.
const free = new Set(['Identity', 'Reshape', 'ExpandDims']);

/** The stock cpu kernel, which says once that it was called, if `LONGTAIL_VERBOSE` is set. */
export function stockKernel(kernelName: string): tf.KernelFunc {
  const { kernelFunc } = tf.getKernel(kernelName, 'cpu');
  return (call) => {
    if (process.env.LONGTAIL_VERBOSE && !free.has(kernelName) && !announced.has(kernelName)) {
      announced.add(kernelName);
      process.stderr.write(`native: Kernel ${kernelName} runs on the stock cpu kernel.\n`);
    }
    return kernelFunc(call);
  };
}

/** Puts `kernel` in the place of the stock cpu kernel, which still serves the calls that it answers with undefined. */
export function replaceKernel<Inputs, Attributes>(
  kernelName: string,
  kernel: (call: KernelCall<Inputs, Attributes>) => tf.TensorInfo | tf.TensorInfo[] | undefined,
): void {
  const stock = stockKernel(kernelName);
  tf.unregisterKernel(kernelName, 'native');
  tf.registerKernel({
    kernelName,
    backendName: 'native',
    kernelFunc: (call) => run(kernel, call) ?? stock(call),
  });
}
