import type { ImageShape, MixingContext } from '../../../lib/data/index.js';
import type { LabelledBatch } from '../../../lib/data/mixing/mixing.js';
import type { RandomStream } from '../../../lib/random/index.js';

/** Images whose every pixel tells their position, classes in turn; what a mixing is given of them. */
export function trainingSet(counts: readonly number[], imageShape: ImageShape = [1, 1, 1]) {
  const labels = counts.flatMap((count, label) => new Array<number>(count).fill(label));
  const size = imageShape.reduce((product, side) => product * side, 1);
  const load = (positions: ArrayLike<number>): LabelledBatch => ({
    images: Float32Array.from({ length: positions.length * size }, (_, i) => 1 + positions[Math.floor(i / size)]!),
    labels: Int32Array.from(positions, (position) => labels[position]!),
    count: positions.length,
  });
  const classMembers = counts.map((): number[] => []);
  for (const [position, label] of labels.entries()) classMembers[label]!.push(position);
  const context = (stream: RandomStream): MixingContext => ({ stream, imageShape, classMembers, load });
  return { labels, load, context };
}

/** The same stream, which keeps the beta numbers that it hands out. */
export function recording(stream: RandomStream): { stream: RandomStream; draws: number[] } {
  const draws: number[] = [];
  const beta = (a: number, b: number) => {
    const value = stream.beta(a, b);
    draws.push(value);
    return value;
  };
  const { uniform, integer, normal, shuffle } = stream;
  return {
    draws,
    stream: {
      beta,
      uniform: uniform.bind(stream),
      integer: integer.bind(stream),
      normal: normal.bind(stream),
      shuffle: shuffle.bind(stream) as RandomStream['shuffle'],
    },
  };
}
