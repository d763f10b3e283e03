import type * as tf from '@tensorflow/tfjs-core';
import { addKernel } from './replace.js';

/** The parameter-free shortcut of a residual network and its transpose. */
export function registerShortcut(): void {
  addKernel<{ x: tf.TensorInfo }, { outputChannels: number }>(
    'SubsampleShortcut',
    ({ inputs: { x }, attrs: { outputChannels }, backend }) => {
      const [batch, height, width, channels] = x.shape as [number, number, number, number];
      const { info, values } = backend.output([batch, Math.ceil(height / 2), Math.ceil(width / 2), outputChannels]);
      backend.addon.subsample(backend.input(x), values, batch, height, width, channels, outputChannels);
      return info;
    },
  );

  addKernel<{ dy: tf.TensorInfo }, { inputShape: [number, number, number, number] }>(
    'SubsampleShortcutGradient',
    ({ inputs: { dy }, attrs: { inputShape }, backend }) => {
      const [batch, height, width, channels] = inputShape;
      const { info, values } = backend.output(inputShape);
      backend.addon.subsampleGradient(backend.input(dy), values, batch, height, width, channels, dy.shape[3]!);
      return info;
    },
  );
}
