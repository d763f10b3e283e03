import type * as tf from '@tensorflow/tfjs-core';
import { addKernel, runShader } from '../shader.js';

interface Settings {
  learningRate: number;
  momentum: number;
  weightDecay: number;
  nesterov: boolean;
}

interface Inputs {
  weight: tf.TensorInfo;
  velocity: tf.TensorInfo;
  gradient: tf.TensorInfo;
}

const slope = 'gradient[index] + uniforms.weightDecay * weight[index]';

/** A step of stochastic gradient descent for one parameter: the next weight and the next velocity, a shader each. */
export function registerSgdUpdate(): void {
  addKernel<Inputs, Settings>('SgdUpdate', ({ inputs: { weight, velocity, gradient }, attrs, backend }) => {
    const { learningRate, momentum, weightDecay, nesterov } = attrs;
    const nextVelocity = runShader(backend, {
      name: 'sgd-velocity',
      inputs: { weight, velocity, gradient },
      integers: {},
      floats: { momentum, weightDecay },
      outputShape: weight.shape,
      code: `result[index] = uniforms.momentum * velocity[index] + (${slope});`,
    });
    const nextWeight = runShader(backend, {
      name: `sgd-weight-${nesterov}`,
      inputs: { weight, velocity: nextVelocity, ...(nesterov && { gradient }) },
      integers: {},
      floats: { learningRate, ...(nesterov && { momentum, weightDecay }) },
      outputShape: weight.shape,
      code: `
        let descent = ${nesterov ? `uniforms.momentum * velocity[index] + (${slope})` : 'velocity[index]'};
        result[index] = weight[index] - uniforms.learningRate * descent;`,
    });
    return [nextWeight, nextVelocity];
  });
}
