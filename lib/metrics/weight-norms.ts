import { rowNorms } from '../row-norms.js';

/** ‖W_j‖ of each class of a head's weight [K, p], row-major. @throws InputError when it has no whole rows. */
export function weightNorms(weight: Float32Array, { classCount }: { classCount: number }): number[] {
  return [...rowNorms(weight, { rowCount: classCount })];
}
