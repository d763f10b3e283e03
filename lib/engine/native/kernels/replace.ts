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

/** Puts `kernel` in the place of the stock cpu kernel, which still serves the calls that it answers with undefined. */
export function replaceKernel<Inputs, Attributes>(
  kernelName: string,
  kernel: (call: KernelCall<Inputs, Attributes>) => tf.TensorInfo | undefined,
): void {
  const stock = tf.getKernel(kernelName, 'cpu').kernelFunc;
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
