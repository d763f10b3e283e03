import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../../errors.js';
import { NativeBackend } from '../native/backend.js';
import { hasKernel, runKernel } from './has-kernel.js';

export interface SgdUpdateOptions {
  /** Step length. */
  learningRate: number;
  /** Share of the velocity that is kept, μ; default 0. */
  momentum?: number;
  /** Factor of the weight added to its gradient; default 0. */
  weightDecay?: number;
  /** Whether to look one step ahead along the velocity; default false. */
  nesterov?: boolean;
}

type Settings = Required<SgdUpdateOptions>;

function updateNatively(
  backend: NativeBackend,
  weight: tf.Variable,
  velocity: tf.Variable,
  gradient: tf.Tensor,
  { learningRate, momentum, weightDecay, nesterov }: Settings,
): void {
  // A variable whose numbers somebody else may hold (a clone, the array it was made from) gets fresh ones.
  const target = (variable: tf.Variable) => {
    const values = backend.writable(variable);
    if (values) return { values, finish: () => {} };
    const output = backend.output(variable.shape);
    const finish = () => {
      const next = tf.engine().makeTensorFromTensorInfo(output.info);
      variable.assign(next);
      next.dispose();
    };
    return { values: output.values, finish };
  };
  const [nextWeight, nextVelocity] = [target(weight), target(velocity)];
  backend.addon.sgdUpdate(
    backend.input(weight),
    backend.input(velocity),
    backend.input(gradient),
    nextWeight.values,
    nextVelocity.values,
    learningRate,
    momentum,
    weightDecay,
    nesterov,
  );
  nextWeight.finish();
  nextVelocity.finish();
}

/**
 * One step of stochastic gradient descent in PyTorch's order: g ← g + wd · w, v ← μ · v + g,
 * w ← w - lr · (nesterov ? g + μ · v : v). Changes `weight` and `velocity`; the gradient stays the caller's.
 *
 * @throws InputError when the three shapes differ.
 */
export function sgdUpdate(
  weight: tf.Variable,
  velocity: tf.Variable,
  gradient: tf.Tensor,
  { learningRate, momentum = 0, weightDecay = 0, nesterov = false }: SgdUpdateOptions,
): void {
  for (const [name, { shape }] of Object.entries({ velocity, gradient }))
    if (`${shape}` !== `${weight.shape}`)
      throw new InputError(
        `sgdUpdate: the ${name} of ${weight.name} has the shape [${shape}], its weight [${weight.shape}]: give both the same.`,
      );
  const backend = tf.backend();
  if (backend instanceof NativeBackend) {
    updateNatively(backend, weight, velocity, gradient, { learningRate, momentum, weightDecay, nesterov });
    return;
  }
  if (hasKernel('SgdUpdate')) {
    const settings: Settings = { learningRate, momentum, weightDecay, nesterov };
    const [nextWeight, nextVelocity] = runKernel<tf.Tensor[]>('SgdUpdate', { weight, velocity, gradient }, settings);
    weight.assign(nextWeight!);
    velocity.assign(nextVelocity!);
    tf.dispose([nextWeight!, nextVelocity!]);
    return;
  }
  tf.tidy(() => {
    const slope = tf.add(gradient, tf.mul(weight, weightDecay));
    const nextVelocity = tf.add(tf.mul(velocity, momentum), slope);
    const descent = nesterov ? tf.add(slope, tf.mul(nextVelocity, momentum)) : nextVelocity;
    weight.assign(tf.sub(weight, tf.mul(descent, learningRate)));
    velocity.assign(nextVelocity);
  });
}
