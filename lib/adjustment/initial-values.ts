import { randomStream } from '../random/index.js';

/** Values uniform in ±1/√p, PyTorch's for the weights and biases of a linear layer of p inputs; one stream for each name. */
export function uniformValues(
  length: number,
  { inputs, seed, name }: { inputs: number; seed: number; name: string },
): Float32Array {
  const stream = randomStream(seed, 'stage two', 'initial', name);
  return Float32Array.from({ length }, () => (2 * stream.uniform() - 1) / Math.sqrt(inputs));
}
