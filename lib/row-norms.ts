import { InputError } from './errors.js';

/**
 * Euclidean norm of each row of a row-major matrix, summed in float64 from left to right.
 *
 * @throws InputError when the numbers do not fill `rowCount` rows.
 */
export function rowNorms(matrix: ArrayLike<number>, { rowCount }: { rowCount: number }): Float64Array {
  const columnCount = matrix.length / rowCount;
  if (!Number.isInteger(columnCount)) {
    throw new InputError(`There are ${matrix.length} weights for ${rowCount} rows: give a matrix of whole rows.`);
  }
  return Float64Array.from({ length: rowCount }, (_, row) => {
    let sum = 0;
    for (let i = row * columnCount; i < (row + 1) * columnCount; i++) sum += matrix[i]! * matrix[i]!;
    return Math.sqrt(sum);
  });
}
