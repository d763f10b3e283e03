import { type RandomStream, randomStream } from '../random/index.js';

/** Makes the initial values of one parameter from the stream of its name. */
export type Initialiser = (size: number, stream: RandomStream) => Float32Array;

/** Where a model's initial values come from: one independent stream per parameter name. */
export function parameterStream(seed: number, name: string): RandomStream {
  return randomStream(seed, 'initial value', name);
}

function fill(size: number, next: () => number): Float32Array {
  const values = new Float32Array(size);
  for (let i = 0; i < size; i++) values[i] = next();
  return values;
}

export function constant(value: number): Initialiser {
  return (size) => new Float32Array(size).fill(value);
}

export function normal({ sigma }: { sigma: number }): Initialiser {
  return (size, stream) => fill(size, () => sigma * stream.normal());
}

/** Normal with σ = √(2 / fan): PyTorch's `kaiming_normal_` (He et al., 2015, for ReLU), the fan being the caller's. */
export function kaimingNormal({ fan }: { fan: number }): Initialiser {
  return normal({ sigma: Math.sqrt(2 / fan) });
}

/** Uniform in [−bound, bound); with 1 / √fanIn it is PyTorch's default for the weights and biases of its layers. */
export function symmetricUniform({ bound }: { bound: number }): Initialiser {
  return (size, stream) => fill(size, () => bound * (2 * stream.uniform() - 1));
}
