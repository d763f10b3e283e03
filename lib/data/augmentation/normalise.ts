import type { Normalisation } from '../dataset.js';

/** Writes the normalised values of bytes of whole pixels to `target`. */
export type Normaliser = (bytes: Uint8Array, target: Float32Array) => void;

/**
 * Normalises bytes v to (v / 255 − mean) / standard deviation of their channel, in the float32 steps of torchvision's
 * `ToTensor` and `Normalize`.
 */
export function normaliser({ mean, standardDeviation }: Normalisation): Normaliser {
  const { fround } = Math;
  const channels = mean.length;
  const table = Float32Array.from({ length: 256 * channels }, (_, entry) => {
    const [value, channel] = [Math.floor(entry / channels), entry % channels];
    return fround(fround(value / 255) - fround(mean[channel]!)) / fround(standardDeviation[channel]!);
  });
  return (bytes, target) => {
    for (let pixel = 0; pixel < bytes.length; pixel += channels)
      for (let channel = 0; channel < channels; channel++)
        target[pixel + channel] = table[bytes[pixel + channel]! * channels + channel]!;
  };
}
