import type { RandomStream } from '../../random/index.js';
import type { LabelledBatch } from './mixing.js';

/** Rows of a batch, each once, in a random order: every image's partner. */
export function shuffledRows(stream: RandomStream, count: number): Int32Array {
  return stream.shuffle(Int32Array.from({ length: count }, (_, row) => row));
}

/** The images and labels of a batch's rows, copied. */
export function rowsOf({ images, labels, count }: LabelledBatch, rows: Int32Array): LabelledBatch {
  const size = images.length / count;
  const copy = new Float32Array(rows.length * size);
  rows.forEach((row, target) => {
    copy.set(images.subarray(row * size, (row + 1) * size), target * size);
  });
  return { images: copy, labels: rows.map((row) => labels[row]!), count: rows.length };
}

/** Makes image i, in place, λ_i of itself and 1 − λ_i of the other batch's image i. */
export function blend({ images, count }: LabelledBatch, others: LabelledBatch, lambda: Float32Array): void {
  const size = images.length / count;
  for (let row = 0; row < count; row++) {
    const share = lambda[row]!;
    const rest = 1 - share;
    for (let i = row * size; i < (row + 1) * size; i++) images[i] = share * images[i]! + rest * others.images[i]!;
  }
}
