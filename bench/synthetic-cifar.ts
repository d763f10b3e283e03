import type { Dataset } from '../lib/data/index.js';
import { randomStream } from '../lib/random/index.js';

/** Random images of CIFAR's shape and classes; what is measured depends on neither. */
export function syntheticCifar(imageCount = 10_000): Dataset {
  const stream = randomStream(0, 'bench', 'images');
  const split = (count: number) => ({
    images: Uint8Array.from({ length: count * 32 * 32 * 3 }, () => stream.integer(256)),
    labels: Int32Array.from({ length: count }, () => stream.integer(10)),
    count,
  });
  return {
    name: 'cifar-10',
    classNames: Array.from({ length: 10 }, (_, label) => `class ${label}`),
    imageShape: [32, 32, 3],
    train: split(imageCount),
    test: split(1),
    normalisation: { mean: [0.5, 0.5, 0.5], standardDeviation: [0.2, 0.2, 0.2] },
  };
}
