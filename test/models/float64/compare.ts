import * as tf from '@tensorflow/tfjs-core';
import { variableGradients } from '../../../lib/engine/index.js';
import { crossEntropy } from '../../../lib/losses/index.js';
import { cifarResNet } from '../../../lib/models/index.js';
import { randomStream } from '../../../lib/random/index.js';
import { type ArrayOf, type ReferenceResult, referenceCifarResNet } from './cifar-resnet.js';
import { withReluSigns } from './relu-signs.js';

export interface Case {
  depth: number;
  batchSize: number;
  imageSize: number;
  seed: number;
}

/** A network's initial weights and a batch of normal random images, the same on every engine. */
export interface Problem extends Case {
  weights: Map<string, ArrayOf<Float32Array>>;
  images: ArrayOf<Float32Array>;
  labels: Int32Array;
}

const classCount = 10;

export async function makeProblem(options: Case): Promise<Problem> {
  const { depth, batchSize, imageSize, seed } = options;
  const model = cifarResNet({ depth, classCount, seed });
  const entries = Array.from(model.parameters, async ([name, variable]) => {
    return [name, { shape: variable.shape, data: (await variable.data<'float32'>()).slice() }] as const;
  });
  const weights = new Map(await Promise.all(entries));
  model.dispose();
  const stream = randomStream(seed, 'images');
  const shape = [batchSize, imageSize, imageSize, 3];
  const data = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => stream.normal());
  const labels = Int32Array.from({ length: batchSize }, (_, i) => (3 * i) % classCount);
  return { ...options, weights, images: { shape, data }, labels };
}

/** What the running engine computes in single precision. */
export async function computeOnEngine({ depth, seed, images, labels }: Problem): Promise<ReferenceResult> {
  const model = cifarResNet({ depth, classCount, seed });
  const { result, signs } = await withReluSigns(() =>
    variableGradients(() => {
      const x = tf.tensor4d(images.data, images.shape as [number, number, number, number]);
      return crossEntropy({ logits: model.logits(model.features(x, 'training')) }, tf.tensor1d(labels, 'int32'));
    }, [...model.parameters.values()]),
  );
  const gradients = Array.from(model.parameters, async ([name, variable]) => {
    return [name, Float64Array.from(await result.grads[variable.name]!.data<'float32'>())] as const;
  });
  const computed = { loss: (await result.value.data())[0]!, gradients: new Map(await Promise.all(gradients)), signs };
  tf.dispose([result.value, result.grads]);
  model.dispose();
  return computed;
}

export interface Difference {
  /** |loss - reference| / reference */
  loss: number;
  /** ‖gradient - reference‖ / ‖reference‖ over all parameters. */
  gradient: number;
  /** The same for each parameter tensor by name. */
  tensors: Map<string, number>;
}

export function difference(computed: ReferenceResult, reference: ReferenceResult): Difference {
  const squares = Array.from(reference.gradients, ([name, expected]) => {
    const actual = computed.gradients.get(name)!;
    const error = expected.reduce((sum, v, i) => sum + (actual[i]! - v) ** 2, 0);
    return { name, error, norm: expected.reduce((sum, v) => sum + v * v, 0) };
  });
  const total = (of: 'error' | 'norm') => squares.reduce((sum, square) => sum + square[of], 0);
  return {
    loss: Math.abs(computed.loss - reference.loss) / reference.loss,
    gradient: Math.sqrt(total('error') / total('norm')),
    tensors: new Map(squares.map(({ name, error, norm }) => [name, Math.sqrt(error / norm)])),
  };
}

export interface Comparison {
  /** Inputs of ReLUs in the network. */
  reluInputs: number;
  /** Inputs of ReLUs that rounding carried over zero: each changes gradients by much more than rounding does. */
  flips: number;
  /** To the network in double precision. */
  difference: Difference;
  /** To the network in double precision whose ReLUs let pass what the engine's did: rounding alone. */
  roundingDifference: Difference;
}

/** How far the running engine is from double precision. */
export async function compareWithFloat64(problem: Problem, exact = reference(problem)): Promise<Comparison> {
  const computed = await computeOnEngine(problem);
  const flips = exact.signs
    .map((signs, layer) => signs.reduce((sum, sign, i) => sum + Number(sign !== computed.signs[layer]![i]), 0))
    .reduce((sum, count) => sum + count);
  const sameSigns = flips === 0 ? exact : reference(problem, computed.signs);
  return {
    reluInputs: exact.signs.reduce((sum, { length }) => sum + length, 0),
    flips,
    difference: difference(computed, exact),
    roundingDifference: difference(computed, sameSigns),
  };
}

export function reference(problem: Problem, heldSigns?: readonly Uint8Array[]): ReferenceResult {
  return referenceCifarResNet(problem.weights, problem, heldSigns);
}
