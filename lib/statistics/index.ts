export {
  type BootstrapIntervalOptions,
  type BootstrapOptions,
  bootstrapInterval,
  bootstrapProbability,
} from './bootstrap.js';
export { jointKernelDensity } from './joint-kernel-density.js';
export { kernelDensity } from './kernel-density.js';
export { median } from './median.js';
export { oneSidedTTest } from './one-sided-t-test.js';
export { mean, sampleStandardDeviation } from './summary.js';
export { type TInterval, type TIntervalOptions, tInterval } from './t-interval.js';
export { totalVariation } from './total-variation.js';
