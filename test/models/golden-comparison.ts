import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { createLoss } from '../../lib/losses/index.js';
import { exportWeights, type Model, type Network } from '../../lib/models/index.js';
import { formula, setGoldenWeights } from './golden-formula.js';

/** What the golden files hold of a network in PyTorch. */
export interface Golden {
  /** Norm, and product with a direction, of each parameter's gradient. */
  gradients: Record<string, [norm: number, product: number]>;
  /** Shapes by name of PyTorch's state dictionary. */
  state: Record<string, number[]>;
}

/** Of a classifier: cross-entropy of labels 1, 2, 0 in training mode, and logits in inference mode. */
export interface ClassifierGolden extends Golden {
  loss: number;
  logits: number[][];
}

/** Gives `model`, of five classes, the golden weights and compares all that is known of it on three images. */
export async function expectGoldenClassifier(
  model: Model,
  images: tf.Tensor4D,
  expected: ClassifierGolden,
  { relative }: { relative: number },
): Promise<void> {
  await expectSameState(model, expected.state);
  await setGoldenWeights(
    model,
    Object.keys(expected.state).filter((name) => model.parameters.has(name)),
  );
  const labels = tf.tensor1d([1, 2, 0], 'int32');
  const crossEntropy = createLoss('cross-entropy', { counts: [1, 1, 1, 1, 1] });
  const { loss, gradients } = await gradientsOf(model, Object.keys(expected.gradients), () =>
    crossEntropy({ logits: model.logits(model.features(images, 'training')) }, labels),
  );
  expect(loss).toBeAllclose(expected.loss, { relative: 1e-5 });
  expectSameGradients(gradients, expected.gradients, { relative });
  const logits = tf.tidy(() => model.logits(model.features(images, 'inference')));
  expect(await logits.array()).toBeAllclose(expected.logits, { relative: 1e-4, absolute: 1e-4 });
}

export async function expectSameState(network: Network, state: Golden['state']): Promise<void> {
  const shapes = Object.entries(await exportWeights(network)).map(([name, { shape }]) => [name, shape]);
  expect(Object.fromEntries(shapes)).toEqual(state);
}

/** Loss and gradients of the named parameters, the latter in PyTorch's layouts. */
export async function gradientsOf(
  network: Network,
  names: readonly string[],
  loss: () => tf.Scalar,
): Promise<{ loss: number; gradients: Record<string, Float32Array> }> {
  const variables = names.map((name) => network.parameters.get(name)!);
  const { value, grads } = tf.variableGrads(loss, variables);
  const entries = names.map(async (name, i): Promise<[string, Float32Array]> => {
    const gradient = grads[variables[i]!.name]!;
    const local = gradient.rank === 4 ? tf.transpose(gradient, [3, 2, 0, 1]) : gradient;
    return [name, await local.data<'float32'>()];
  });
  return { loss: (await value.data())[0]!, gradients: Object.fromEntries(await Promise.all(entries)) };
}

/** Within `relative` of each gradient's norm: a value that rounding carries across the zero of a ReLU takes some 2e-4. */
export function expectSameGradients(
  gradients: Record<string, Float32Array>,
  expected: Golden['gradients'],
  { relative }: { relative: number },
): void {
  for (const [name, [norm, product]] of Object.entries(expected)) {
    const values = gradients[name]!;
    const direction = formula(values.length, 0.3);
    const error = values.reduce((sum, value, i) => sum + value * direction[i]!, 0) - product;
    expect(Math.hypot(...values), name).toBeAllclose(norm, { relative, absolute: 1e-6 });
    expect(error, name).toBeAllclose(0, { absolute: relative * norm + 1e-6 });
  }
}
