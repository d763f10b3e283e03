import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { InputError } from '../../lib/errors.js';
import { type OptimizerState, Sgd, type SgdOptions } from '../../lib/optimization/index.js';
import { everyEngine } from '../host-engines.js';

describe.each(everyEngine)('Sgd on %s', (engine) => {
  beforeAll(async () => {
    await startEngine({ engine });
  });

  const makeParameters = () =>
    new Map([
      ['fc.weight', tf.variable(tf.tensor2d([[1, -2]]))],
      ['fc.bias', tf.variable(tf.tensor1d([3]))],
    ] as [string, tf.Variable][]);
  type Parameters = ReturnType<typeof makeParameters>;

  const gradients = (parameters: Parameters, scale: number): tf.NamedTensorMap => ({
    [parameters.get('fc.weight')!.name]: tf.tensor2d([[0.5 * scale, 1 * scale]]),
    [parameters.get('fc.bias')!.name]: tf.tensor1d([-2 * scale]),
  });

  const valuesOf = async (parameters: Parameters) =>
    (await Promise.all([...parameters.values()].map((variable) => variable.data()))).flatMap((data) => [...data]);

  /** The values after steps with gradients scaled 1, 2, 3 … at learning rate 0.1. */
  async function run(options: SgdOptions, steps: number): Promise<number[]> {
    const parameters = makeParameters();
    const optimizer = new Sgd(parameters, options);
    for (let i = 1; i <= steps; i++) optimizer.step(gradients(parameters, i), 0.1);
    return valuesOf(parameters);
  }

  /** PyTorch's rule for one number. */
  function expected(
    w: number,
    gradient: number,
    { momentum = 0.9, weightDecay = 0, nesterov = false }: SgdOptions,
    steps: number,
  ) {
    let [value, velocity] = [w, 0];
    for (let i = 1; i <= steps; i++) {
      const g = gradient * i + weightDecay * value;
      velocity = momentum * velocity + g;
      value -= 0.1 * (nesterov ? g + momentum * velocity : velocity);
    }
    return value;
  }

  it.each<SgdOptions>([
    {},
    { momentum: 0 },
    { momentum: 0.9, weightDecay: 0.05 },
    { momentum: 0.8, weightDecay: 0.05, nesterov: true },
  ])("follows PyTorch's rule with %o", async (options) => {
    const wanted = [
      [1, 0.5],
      [-2, 1],
      [3, -2],
    ].map(([w, g]) => expected(w!, g!, options, 3));
    expect(await run(options, 3)).toBeAllclose(wanted, { relative: 1e-5 });
  });

  it('decays only what it is told to', async () => {
    const decayed = { momentum: 0, weightDecay: 0.1 };
    const [, , bias] = await run({ ...decayed, decays: 'weights-only' }, 1);
    const [weight, , decayedBias] = await run({ ...decayed, decays: 'all' }, 1);
    expect([weight, bias, decayedBias]).toBeAllclose([1 - 0.1 * 0.6, 3.2, 3.2 - 0.1 * 0.3], { relative: 1e-6 });
    const [kept, , onlyBias] = await run({ ...decayed, decays: ({ name }) => name.endsWith('bias') }, 1);
    expect([kept, onlyBias]).toBeAllclose([0.95, 3.2 - 0.1 * 0.3], { relative: 1e-6 });
  });

  it('goes on from its exported state as if it had never stopped', async () => {
    const [whole, halves] = [makeParameters(), makeParameters()];
    const options = { weightDecay: 0.01 };
    const [uninterrupted, first] = [new Sgd(whole, options), new Sgd(halves, options)];
    for (const i of [1, 2]) uninterrupted.step(gradients(whole, i), 0.1);
    first.step(gradients(halves, 1), 0.1);
    const state = await first.state();
    const second = new Sgd([...halves].reverse(), options);
    second.restore(state);
    second.step(gradients(halves, 2), 0.1);
    expect(await valuesOf(halves)).toEqual(await valuesOf(whole));
    expect(state['velocity.fc.bias']).toEqual(Float32Array.of(-2 + 0.03));
  });

  it("refuses another model's state and changes nothing", async () => {
    const optimizer = new Sgd(makeParameters());
    const before = await optimizer.state();
    const restore = (state: OptimizerState) => () => optimizer.restore(state);
    const { 'velocity.fc.bias': _, ...withoutBias } = before;
    expect(restore(withoutBias)).toThrow('no values of velocity.fc.bias');
    expect(restore({ ...before, 'velocity.fc.weight': Float32Array.of(1) })).toThrow(InputError);
    expect(restore({ ...before, extra: Float32Array.of(1) })).toThrow('has extra');
    expect(await optimizer.state()).toEqual(before);
  });

  it('refuses names used twice and parameters without a gradient', () => {
    const parameters = makeParameters();
    const pairs = [...parameters];
    expect(() => new Sgd([pairs[0]!, pairs[0]!])).toThrow('Two parameters are named fc.weight');
    expect(() => new Sgd(parameters).step({}, 0.1)).toThrow('Parameter fc.weight has no gradient');
  });

  it('keeps the number of tensors constant from step to step and frees its own', () => {
    const parameters = makeParameters();
    const before = tf.memory().numTensors;
    const optimizer = new Sgd(parameters, { weightDecay: 0.1, nesterov: true });
    const held = tf.memory().numTensors;
    for (let i = 0; i < 3; i++) {
      const step = gradients(parameters, 1);
      optimizer.step(step, 0.1);
      tf.dispose(step);
      expect(tf.memory().numTensors).toBe(held);
    }
    optimizer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
