import type * as tf from '@tensorflow/tfjs-core';
import { addKernel } from './replace.js';

interface Attributes {
  epsilon: number;
  relu: boolean;
}

/** Batch normalisation with residual and ReLU in one pass, for training, for inference, and backwards. */
export function registerBatchNormalization(): void {
  addKernel<{ x: tf.TensorInfo; scale: tf.TensorInfo; offset: tf.TensorInfo; residual?: tf.TensorInfo }, Attributes>(
    'BatchNormTraining',
    ({ inputs: { x, scale, offset, residual }, attrs: { epsilon, relu }, backend }) => {
      const channels = x.shape.at(-1)!;
      const input = backend.input(x);
      const [output, mean, variance] = [x.shape, [channels], [channels]].map((shape) => backend.output(shape));
      backend.addon.batchNormTraining(
        input,
        backend.input(scale),
        backend.input(offset),
        residual ? backend.input(residual) : null,
        output!.values,
        mean!.values,
        variance!.values,
        input.length / channels,
        channels,
        epsilon,
        relu,
      );
      return [output!.info, mean!.info, variance!.info];
    },
  );

  addKernel<
    {
      x: tf.TensorInfo;
      scale: tf.TensorInfo;
      offset: tf.TensorInfo;
      mean: tf.TensorInfo;
      variance: tf.TensorInfo;
      residual?: tf.TensorInfo;
    },
    Attributes
  >('BatchNormInference', ({ inputs: { x, scale, offset, mean, variance, residual }, attrs, backend }) => {
    const channels = x.shape.at(-1)!;
    const input = backend.input(x);
    const { info, values } = backend.output(x.shape);
    backend.addon.batchNormInference(
      input,
      backend.input(scale),
      backend.input(offset),
      backend.input(mean),
      backend.input(variance),
      residual ? backend.input(residual) : null,
      values,
      input.length / channels,
      channels,
      attrs.epsilon,
      attrs.relu,
    );
    return info;
  });

  // Gives dx, dScale, dOffset, and dResidual where it differs from dy, which is with ReLU and a residual.
  addKernel<
    {
      x: tf.TensorInfo;
      scale: tf.TensorInfo;
      offset: tf.TensorInfo;
      mean: tf.TensorInfo;
      variance: tf.TensorInfo;
      output: tf.TensorInfo;
      dy: tf.TensorInfo;
    },
    Attributes & { residual: boolean }
  >('BatchNormTrainingGradient', ({ inputs: { x, scale, offset, mean, variance, output, dy }, attrs, backend }) => {
    const { epsilon, relu, residual } = attrs;
    const channels = x.shape.at(-1)!;
    const input = backend.input(x);
    const shapes = [x.shape, [channels], [channels], ...(relu && residual ? [x.shape] : [])];
    const [dx, dScale, dOffset, dResidual] = shapes.map((shape) => backend.output(shape));
    backend.addon.batchNormGradient(
      input,
      backend.input(scale),
      backend.input(offset),
      backend.input(mean),
      backend.input(variance),
      // Without a residual the mask is in x, which is read anyway.
      relu && residual ? backend.input(output) : null,
      backend.input(dy),
      dx!.values,
      dScale!.values,
      dOffset!.values,
      dResidual?.values ?? null,
      input.length / channels,
      channels,
      epsilon,
      relu,
    );
    return [dx!, dScale!, dOffset!, ...(dResidual ? [dResidual] : [])].map(({ info }) => info);
  });
}
