import { registerBatchNormalization } from './batch-normalization.js';
import { registerConvolutionGradients } from './convolution-gradients.js';
import { registerPoolingGradients } from './pooling-gradients.js';
import { registerUnsortedSegmentSum } from './unsorted-segment-sum.js';

/** Gives TensorFlow.js's wasm backend the kernels that training needs and it lacks, composed of those that it has. */
export function registerComposedKernels(): void {
  registerConvolutionGradients();
  registerPoolingGradients();
  registerUnsortedSegmentSum();
  registerBatchNormalization();
}
