import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EngineName, engineMemory, startEngine } from '../../lib/engine/index.js';
import { InputError } from '../../lib/errors.js';
import { crossEntropy, labelsTensor } from '../../lib/losses/index.js';
import { cifarResNet } from '../../lib/models/index.js';
import { Sgd } from '../../lib/optimization/index.js';
import { projectPath } from '../../lib/project.js';
import { hostEngines, webgpu } from '../host-engines.js';
import { numbers } from './reference.js';

if (!webgpu.available) console.warn(`The tests of the webgpu engine are skipped. ${webgpu.detail}`);

it('is refused with the reason where no driver answers', () => {
  const module = pathToFileURL(projectPath('dist', 'lib', 'engine', 'index.js')).href;
  const script = `import('${module}').then((engine) => engine.startEngine({ engine: 'webgpu' })).catch(({ name, message }) => console.log(name, message))`;
  const output = execFileSync(process.execPath, ['-e', script], {
    env: { ...process.env, VK_DRIVER_FILES: '/nowhere', VK_ICD_FILENAMES: '/nowhere' },
    encoding: 'utf8',
  });
  expect(output).toMatch(
    /^InputError The engine webgpu cannot be used here. (No graphics card answers|The optional).*\.\n$/,
  );
});

it('is chosen by auto only where a graphics card answers', async () => {
  const { name } = await startEngine({ engine: 'auto' });
  if (!webgpu.automatic) expect(hostEngines).toContain(name);
  else expect(['tensorflow', 'webgpu']).toContain(name);
});

// On Mesa's llvmpipe, which is slow, or on whatever graphics card the machine has.
describe.runIf(webgpu.available)('webgpu', () => {
  beforeAll(async () => {
    await startEngine({ engine: 'webgpu' });
  });
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());

  it('says which adapter computes, and within which limits', async () => {
    const description = await startEngine({ engine: 'webgpu' });
    expect(description).toMatchObject({ name: 'webgpu', class: 'webgpu', versions: { dawn: expect.any(String) } });
    expect(webgpu.detail).toContain(description.device);
    expect(webgpu.detail).toMatch(/tensors up to \d+ MiB, workgroups of \d+ threads/);
  });

  it('refuses a tensor that the adapter cannot hold, in a sentence', async () => {
    const [, limit] = /tensors up to (\d+) MiB/.exec(webgpu.detail)!;
    const rows = Number(limit) + 1;
    // 1 MiB a row.
    const row = tf.zeros([1, 2 ** 18]);
    expect(() => tf.tile(row, [rows, 1])).toThrow(InputError);
    const { device } = await startEngine({ engine: 'webgpu' });
    expect(() => tf.tile(row, [rows, 1])).toThrow(
      `A tensor of shape [${rows},262144] takes ${rows} MiB, but ${device} holds at most ${limit} MiB in one: choose a smaller batch, or another engine.`,
    );
  });

  it('refuses to compute with an empty tensor, in a sentence', () => {
    expect(() => tf.matMul(tf.zeros([0, 3]), tf.ones([3, 2]))).not.toThrow();
    expect(() => tf.matMul(tf.zeros([2, 0]), tf.ones([0, 2]))).toThrow('A tensor of shape [2,0] is empty');
  });

  it('asks for an asynchronous read where a synchronous one is tried', async () => {
    const sum = tf.add(tf.ones([2000]), 1);
    expect(() => sum.dataSync()).toThrow('await its data()');
    expect((await sum.data())[1999]).toBe(2);
  });

  it('checks labels on the host, and says so where they are on the card', () => {
    const logits = tf.zeros<tf.Rank.R2>([2, 3]);
    expect(() => labelsTensor(Int32Array.of(0, 3), 3)).toThrow('Label 3 of sample 1 is outside 0 … 2');
    const used = tf.gather(tf.tensor1d(Int32Array.from({ length: 2000 }, () => 1)), tf.tensor1d([0, 1], 'int32'));
    expect(() => crossEntropy({ logits }, tf.cast(used, 'int32') as tf.Tensor1D)).toThrow(
      'make them with labelsTensor',
    );
  });
});

/** The engine of the processor: native, or wasm where no compiler built it. */
const reference = hostEngines[0]!;

const size = 16;
const batchSize = 4;
const labels = Int32Array.of(0, 1, 2, 4);

/** Takes `steps` steps of a ResNet and awaits what each of them leaves to be seen. */
async function train(engine: EngineName, { depth, seed = 1, steps = 1 }: Training) {
  await startEngine({ engine, threads: 2 });
  const model = cifarResNet({ depth, classCount: 5, seed });
  const optimizer = new Sgd(model.parameters, { momentum: 0.9, weightDecay: 5e-4, nesterov: true });
  const images = tf.tensor4d(numbers(batchSize * size * size * 3, seed), [batchSize, size, size, 3]);
  const target = labelsTensor(labels, 5);
  const losses: number[] = [];
  let gradients: Float32Array[] = [];
  const tensors: number[] = [];
  for (let step = 0; step < steps; step++) {
    const { value, grads } = tf.variableGrads(
      () => crossEntropy({ logits: model.logits(model.features(images, 'training')) }, target),
      optimizer.variables,
    );
    losses.push((await value.data())[0]!);
    gradients = await Promise.all(optimizer.variables.map(({ name }) => grads[name]!.data<'float32'>()));
    optimizer.step(grads, 0.01);
    tf.dispose([value, grads]);
    tensors.push(engineMemory().tensors);
  }
  const inference = tf.tidy(() => model.logits(model.features(images, 'inference')));
  const logits = await inference.data<'float32'>();
  tf.dispose([images, target, inference]);
  optimizer.dispose();
  model.dispose();
  return { losses, gradients, tensors, logits };
}

interface Training {
  depth: number;
  seed?: number;
  steps?: number;
}

/** ‖a - b‖ / ‖b‖ over all tensors. */
function relativeDistance(a: Float32Array[], b: Float32Array[]): number {
  const squares = (tensors: Float32Array[]) =>
    tensors.reduce((sum, values) => sum + values.reduce((partial, value) => partial + value * value, 0), 0);
  return Math.sqrt(squares(a.map((values, i) => values.map((value, j) => value - b[i]![j]!))) / squares(b));
}

describe.runIf(webgpu.available)('a training step on webgpu', () => {
  it.each([8, 32])(`has the loss and the gradients of ${reference} for ResNet-%i`, async (depth) => {
    const distances: number[] = [];
    for (const seed of [1, 2, 3]) {
      const [computed, expected] = [await train('webgpu', { depth, seed }), await train(reference, { depth, seed })];
      expect(computed.losses).toBeAllclose(expected.losses, { relative: 1e-5 });
      distances.push(relativeDistance(computed.gradients, expected.gradients));
    }
    // Where rounding carries a value across the zero of a ReLU, gradients of two engines are a thousandth apart.
    expect(Math.max(...distances)).toBeLessThan(2e-2);
    expect(Math.min(...distances)).toBeLessThan(1e-5);
  });

  it(`leads to the weights of ${reference}, without a tensor left behind`, async () => {
    const [computed, expected] = [
      await train('webgpu', { depth: 8, steps: 4 }),
      await train(reference, { depth: 8, steps: 4 }),
    ];
    expect(computed.losses).toBeAllclose(expected.losses, { relative: 1e-3 });
    expect(computed.logits).toBeAllclose(expected.logits, { relative: 1e-2, absolute: 1e-3 });
    expect(new Set(computed.tensors).size).toBe(1);
  });
});
