import * as tf from '@tensorflow/tfjs-core';

/** A kernel's input as a tensor with a reference of its own: without it the end of `tidy` would free the input. */
function tensorOf({ dataId, shape, dtype }: tf.TensorInfo): tf.Tensor {
  tf.backend().incRef(dataId);
  return tf.engine().makeTensorFromTensorInfo({ dataId, shape, dtype });
}

/** Gives the wasm backend a kernel that is composed of its others, in the place of its own if it has one. */
export function composeKernel<Inputs extends object, Attributes>(
  kernelName: string,
  compose: (inputs: Inputs, attributes: Attributes) => tf.Tensor | tf.Tensor[],
): void {
  if (tf.getKernel(kernelName, 'wasm')) tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) =>
      tf.tidy(() => {
        const given = Object.entries(inputs as tf.NamedTensorInfoMap).filter(([, input]) => input);
        const tensors = Object.fromEntries(given.map(([name, input]) => [name, tensorOf(input!)]));
        return compose(tensors as Inputs, attrs as unknown as Attributes);
      }),
  });
}
