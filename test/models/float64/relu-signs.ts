import * as tf from '@tensorflow/tfjs-core';
import { positive } from './operations.js';

/** Kernels that end in a ReLU, and whether a call does. */
const rectifying: Record<string, (attributes: Record<string, unknown>) => boolean> = {
  Relu: () => true,
  BatchNormTraining: ({ relu }) => relu === true,
};

/** What `compute` returns, and for every ReLU that the running engine evaluated, which of its results were positive. */
export async function withReluSigns<T>(compute: () => T): Promise<{ result: T; signs: Uint8Array[] }> {
  const backendName = tf.getBackend();
  const rectified: tf.Tensor[] = [];
  const kernels = Object.keys(rectifying).flatMap((name) => tf.getKernel(name, backendName) ?? []);
  // A kernel may be composed of others, of which only the whole counts.
  let running = 0;
  for (const kernel of kernels) {
    tf.unregisterKernel(kernel.kernelName, backendName);
    tf.registerKernel({
      ...kernel,
      kernelFunc: (call) => {
        running++;
        const outputs = kernel.kernelFunc(call);
        running--;
        if (running === 0 && rectifying[kernel.kernelName]!((call.attrs ?? {}) as Record<string, unknown>)) {
          const [output] = [outputs].flat() as [tf.TensorInfo];
          tf.backend().incRef(output.dataId);
          rectified.push(tf.keep(tf.engine().makeTensorFromTensorInfo(output)));
        }
        return outputs;
      },
    });
  }
  try {
    const result = compute();
    const signs = await Promise.all(rectified.map(async (tensor) => positive(await tensor.data<'float32'>())));
    return { result, signs };
  } finally {
    tf.dispose(rectified);
    for (const kernel of kernels) {
      tf.unregisterKernel(kernel.kernelName, backendName);
      tf.registerKernel(kernel);
    }
  }
}
