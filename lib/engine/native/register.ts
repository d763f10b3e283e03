import * as tf from '@tensorflow/tfjs-core';
import type { Addon } from './addon.js';
import { NativeBackend } from './backend.js';
import { registerBatchNormalization } from './kernels/batch-normalization.js';
import { registerConvolution } from './kernels/convolution.js';
import { registerCreation } from './kernels/creation.js';
import { registerElementwise } from './kernels/elementwise.js';
import { registerGather } from './kernels/gather.js';
import { registerLogic } from './kernels/logic.js';
import { registerMatrixProduct } from './kernels/matrix-product.js';
import { registerMovement } from './kernels/movement.js';
import { registerPooling } from './kernels/pooling.js';
import { registerReduction } from './kernels/reduction.js';
import { stockKernel } from './kernels/replace.js';

/**
 * Makes the backend `native` known to TensorFlow.js, beside the stock `cpu`, which is left as it is: all kernels of
 * cpu, the hot ones replaced by the addon's.
 */
export function registerNativeBackend(addon: Addon): void {
  if (tf.engine().registryFactory.native) return;
  // Below cpu: nobody gets this backend without asking for it.
  tf.registerBackend('native', () => new NativeBackend(addon), 0);
  for (const kernel of tf.getKernelsForBackend('cpu'))
    tf.registerKernel({ ...kernel, backendName: 'native', kernelFunc: stockKernel(kernel.kernelName) });
  registerConvolution();
  registerBatchNormalization();
  registerMatrixProduct();
  registerCreation();
  registerElementwise();
  registerGather();
  registerLogic();
  registerMovement();
  registerReduction();
  registerPooling();
}
