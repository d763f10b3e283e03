/** 255 − v. In place, as all functions of this file. */
export function invert(image: Uint8Array): void {
  for (let i = 0; i < image.length; i++) image[i] = 255 - image[i]!;
}

/** Inverts values of at least `threshold`. */
export function solarize(image: Uint8Array, threshold: number): void {
  for (let i = 0; i < image.length; i++) if (image[i]! >= threshold) image[i] = 255 - image[i]!;
}

/** Keeps the highest `bits` bits of every value. */
export function posterize(image: Uint8Array, bits: number): void {
  const mask = 256 - 2 ** (8 - bits);
  for (let i = 0; i < image.length; i++) image[i] = image[i]! & mask;
}

/** Stretches each channel so that its darkest value becomes 0 and its brightest 255. */
export function autoContrast(image: Uint8Array, channels: number): void {
  mapChannels(image, channels, (histogram) => {
    const darkest = histogram.findIndex((count) => count > 0);
    const brightest = histogram.findLastIndex((count) => count > 0);
    if (brightest <= darkest) return null;
    const scale = 255 / (brightest - darkest);
    // The float arithmetic of PIL, whose result is cut and not rounded.
    const offset = -darkest * scale;
    return (value) => Math.trunc(value * scale + offset);
  });
}

/** Spreads each channel so that its values are about equally frequent; too few pixels are left as they are. */
export function equalize(image: Uint8Array, channels: number): void {
  mapChannels(image, channels, (histogram) => {
    const total = image.length / channels;
    const brightest = histogram.findLastIndex((count) => count > 0);
    const step = Math.floor((total - histogram[brightest]!) / 255);
    if (step === 0) return null;
    const spread = new Uint8ClampedArray(256);
    let below = Math.floor(step / 2);
    histogram.forEach((count, value) => {
      spread[value] = Math.floor(below / step);
      below += count;
    });
    return (value) => spread[value]!;
  });
}

/** Maps each channel by the curve that its histogram asks for; null leaves the channel as it is. */
function mapChannels(
  image: Uint8Array,
  channels: number,
  curveFor: (histogram: Int32Array) => ((value: number) => number) | null,
): void {
  for (let channel = 0; channel < channels; channel++) {
    const histogram = new Int32Array(256);
    for (let i = channel; i < image.length; i += channels) histogram[image[i]!]!++;
    const curve = curveFor(histogram);
    if (curve) for (let i = channel; i < image.length; i += channels) image[i] = curve(image[i]!);
  }
}
