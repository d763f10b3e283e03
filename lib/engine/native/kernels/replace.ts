import * as tf from '@tensorflow/tfjs-core';
import { type NativeBackend, nativeBackend } from '../backend.js';

/** What tfjs hands to a kernel, with its inputs and attributes typed. */
export interface KernelCall<Inputs, Attributes> {
  inputs: Inputs;
  attrs: Attributes;
  backend: NativeBackend;
}

type Kernel<Inputs, Attributes> = (call: KernelCall<Inputs, Attributes>) => tf.TensorInfo | tf.TensorInfo[];

/** Registers a kernel that only the native backend has. */
export function addKernel<Inputs, Attributes>(kernelName: string, kernel: Kernel<Inputs, Attributes>): void {
  tf.registerKernel({
    kernelName,
    backendName: 'native',
    kernelFunc: ({ inputs, attrs, backend }) =>
      kernel({
        inputs: inputs as unknown as Inputs,
        attrs: attrs as unknown as Attributes,
        backend: nativeBackend(backend),
      }),
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
    kernelFunc: (call) =>
      kernel({
        inputs: call.inputs as unknown as Inputs,
        attrs: call.attrs as unknown as Attributes,
        backend: nativeBackend(call.backend),
      }) ?? stock(call),
  });
}
