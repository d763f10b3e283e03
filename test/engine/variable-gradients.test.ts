import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { batchNormTraining, convolution, startEngine, variableGradients } from '../../lib/engine/index.js';
import { hostEngines } from '../host-engines.js';

/** tanh, whose gradient tells how many bytes are alive when it is asked for. */
function watchedTanh(x: tf.Tensor4D, bytesOnTheWayBack: number[]): tf.Tensor4D {
  const operation = tf.customGrad((input, save) => {
    const y = tf.tanh(input as tf.Tensor);
    (save as tf.GradSaveFunc)([y]);
    return {
      value: y,
      gradFunc: (dy, saved) => {
        bytesOnTheWayBack.push(tf.memory().numBytes);
        return tf.mul(dy as tf.Tensor, tf.sub(1, tf.square(saved[0]!)));
      },
    };
  });
  return operation(x) as tf.Tensor4D;
}

describe.each(hostEngines)('on %s', (engine) => {
  let images: tf.Tensor4D;
  let filter: tf.Variable<tf.Rank.R4>;
  let scale: tf.Variable<tf.Rank.R1>;

  beforeEach(async () => {
    await startEngine({ engine });
    images = tf.tensor4d(
      Float32Array.from({ length: 2 * 8 * 8 * 4 }, (_, i) => Math.sin(i)),
      [2, 8, 8, 4],
    );
    filter = tf.variable(
      tf.tensor4d(
        Float32Array.from({ length: 144 }, (_, i) => Math.cos(i) / 6),
        [3, 3, 4, 4],
      ),
    );
    scale = tf.variable(tf.tensor1d([1, 0.5, 2, 1.5]));
  });
  afterEach(() => tf.dispose([images, filter, scale]));

  /** Residual blocks that share their weights: every kind of sum of gradients occurs. */
  const network = (depth: number, bytes: number[] = []) => {
    let x = images;
    for (let block = 0; block < depth; block++) {
      const hidden = convolution(x, filter, { padding: 1 });
      const { output } = batchNormTraining(hidden, scale, tf.zerosLike(scale) as tf.Tensor1D, { residual: x });
      x = watchedTanh(tf.add(output, x), bytes);
    }
    return tf.mean(tf.square(x)) as tf.Scalar;
  };

  test('gives the values and gradients of tf.variableGrads, bit for bit, and leaves as little behind', () => {
    const before = tf.memory().numTensors;
    const ours = variableGradients(() => network(3), [filter, scale]);
    const theirs = tf.variableGrads(() => network(3), [filter, scale]);
    expect(ours.value.dataSync()).toEqual(theirs.value.dataSync());
    for (const { name } of [filter, scale])
      expect(ours.grads[name]!.dataSync()).toEqual(theirs.grads[name]!.dataSync());
    tf.dispose([ours, theirs] as unknown as tf.TensorContainer);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('needs less memory the further it goes back', () => {
    const bytes: number[] = [];
    const { value, grads } = variableGradients(() => network(8, bytes), [filter, scale]);
    tf.dispose([value, grads]);
    expect(bytes).toHaveLength(8);
    for (const [i, held] of bytes.slice(1).entries()) expect(held).toBeLessThan(bytes[i]!);
  });

  test('passes an operation that hands its gradient through', () => {
    const through = tf.customGrad((x) => ({ value: (x as tf.Tensor).clone(), gradFunc: (dy) => dy as tf.Tensor }));
    const { value, grads } = variableGradients(() => tf.sum(through(through(tf.square(scale)))) as tf.Scalar, [scale]);
    expect(grads[scale.name]!.dataSync()).toBeAllclose([2, 1, 4, 3]);
    tf.dispose([value, grads]);
  });
});
