import * as tf from '@tensorflow/tfjs-core';

/**
 * The gradient of the engines' fused `BatchNormInference`, with the running statistics as constants: what a trained network
 * says of a change of its images. Only M2m asks for it, so it is registered with it and not by the engine.
 */
export function registerInferenceGradient(): void {
  if (tf.getGradient('BatchNormInference')) return;
  tf.registerGradient({
    kernelName: 'BatchNormInference',
    inputsToSave: ['x', 'scale', 'mean', 'variance'],
    outputsToSave: [true],
    gradFunc: (upstream, saved, attributes) => {
      const [x, scale, mean, variance, output] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
      const { relu, epsilon } = attributes as unknown as { relu: boolean; epsilon: number };
      const inverse = tf.rsqrt(tf.add(variance, epsilon));
      const dz = relu ? tf.mul(upstream as tf.Tensor, tf.step(output)) : (upstream as tf.Tensor);
      const rows = x.shape.slice(0, -1).map((_, axis) => axis);
      return {
        x: () => tf.mul(dz, tf.mul(scale, inverse)),
        scale: () => tf.sum(tf.mul(dz, tf.mul(tf.sub(x, mean), inverse)), rows),
        offset: () => tf.sum(dz, rows),
        residual: () => dz.clone(),
      };
    },
  });
}
