import { type RandomStream, randomStream } from '../random/index.js';

/** Where a model's initial values come from: one independent stream per parameter name. */
export function parameterStream(seed: number, name: string): RandomStream {
  return randomStream(seed, 'initial value', name);
}

/** Normal with σ = √(2 / fanIn): PyTorch's `kaiming_normal_` (He et al., 2015, for ReLU; fan-in mode). */
export function kaimingNormal(stream: RandomStream, size: number, { fanIn }: { fanIn: number }): Float32Array {
  const sigma = Math.sqrt(2 / fanIn);
  return Float32Array.from({ length: size }, () => sigma * stream.normal());
}

/** Uniform in [−bound, bound). */
export function symmetricUniform(stream: RandomStream, size: number, { bound }: { bound: number }): Float32Array {
  return Float32Array.from({ length: size }, () => bound * (2 * stream.uniform() - 1));
}
