import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engineMemory, startEngine } from '../../lib/engine/index.js';
import { loadAddon } from '../../lib/engine/native/addon.js';
import { sha256 } from '../../lib/files.js';
import { SmallNetwork } from './small-network.js';

beforeEach(() => {
  tf.engine().startScope();
});
afterEach(() => {
  delete process.env.LONGTAIL_ISA;
  tf.engine().endScope();
  tf.disposeVariables();
});

it('has the same loss and gradients on native and wasm', async () => {
  await startEngine({ engine: 'native', threads: 2 });
  const native = new SmallNetwork().gradients();
  await startEngine({ engine: 'wasm' });
  const wasm = new SmallNetwork().gradients();
  expect(native.loss).toBeCloseTo(wasm.loss, 5);
  native.gradients.forEach((gradient, i) => {
    expect(gradient).toBeAllclose(wasm.gradients[i]!, { relative: 1e-3, absolute: 1e-5 });
  });
});

it('has the gradients that finite differences give', async () => {
  await startEngine({ engine: 'native', threads: 2 });
  const network = new SmallNetwork();
  const { gradients } = network.gradients();
  // Along a whole gradient the loss changes by its squared norm; single weights drown in rounding.
  const size = 3e-3 / Math.sqrt(gradients.reduce((sum, g) => sum + g.reduce((s, v) => s + v * v, 0), 0));
  const shifted = (sign: number) => {
    network.weights.forEach((weight, i) => {
      weight.assign(
        tf.add(
          weight,
          tf.tensor(
            gradients[i]!.map((v) => sign * size * v),
            weight.shape,
          ),
        ),
      );
    });
    return network.loss().dataSync()[0]!;
  };
  const up = shifted(1);
  const down = shifted(-2);
  const squaredNorm = gradients.reduce((sum, g) => sum + g.reduce((s, v) => s + v * v, 0), 0);
  expect((up - down) / (2 * size * squaredNorm)).toBeAllclose(1, { absolute: 0.02 });
});

/** SHA-256 of all weights after three steps. */
async function trained(threads: number, instructionSet?: string): Promise<string> {
  if (instructionSet) process.env.LONGTAIL_ISA = instructionSet;
  await startEngine({ engine: 'native', threads });
  delete process.env.LONGTAIL_ISA;
  const network = new SmallNetwork(37);
  for (let step = 0; step < 3; step++) network.step();
  return sha256(network.weights.map((weight) => sha256(new Uint8Array(weight.dataSync().slice().buffer))).join());
}

describe('the bits after three steps', () => {
  it('do not depend on the number of threads', async () => {
    const hashes = [await trained(1), await trained(2), await trained(3), await trained(8)];
    expect(new Set(hashes).size).toBe(1);
  });

  it('do not depend on the instruction set', async () => {
    const hashes: string[] = [];
    for (const instructionSet of loadAddon().instructionSets()) hashes.push(await trained(2, instructionSet));
    expect(new Set(hashes).size).toBe(1);
  });
});

it.each(['native', 'wasm'] as const)('holds as many tensors and bytes after each step on %s', async (engine) => {
  await startEngine({ engine, threads: 2 });
  const network = new SmallNetwork();
  network.step();
  const { tensors, bytes, poolPeakBytes } = engineMemory();
  for (let i = 0; i < 3; i++) network.step();
  expect(engineMemory()).toEqual({
    tensors,
    bytes,
    poolPeakBytes: expect.toSatisfy((v) => v === poolPeakBytes || engine === 'native'),
  });
  expect(engineMemory().poolPeakBytes === null).toBe(engine === 'wasm');
});

it('trains where a weight is frozen', async () => {
  await startEngine({ engine: 'native', threads: 2 });
  const network = new SmallNetwork();
  const all = network.gradients().gradients;
  const last = network.weights.slice(-2);
  const before = tf.memory().numTensors;
  const { value, grads } = tf.variableGrads(() => network.loss(), last);
  expect(grads[last[1]!.name]!.dataSync()).toBeAllclose(all.at(-1)!);
  tf.dispose([value, ...Object.values(grads)]);
  expect(tf.memory().numTensors).toBe(before);
});
