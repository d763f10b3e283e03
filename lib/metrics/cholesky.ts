/**
 * Solves L y = x, where L Lᵀ is the given matrix [p, p], row-major, symmetric and positive definite; its lower triangle is
 * overwritten by L. So yᵀ y = xᵀ (L Lᵀ)⁻¹ x.
 */
export function solveLower(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  const solution = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let rest = vector[row]!;
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column]!;
      for (let d = 0; d < column; d++) sum -= matrix[row * size + d]! * matrix[column * size + d]!;
      if (column < row) {
        matrix[row * size + column] = sum / matrix[column * size + column]!;
        rest -= matrix[row * size + column]! * solution[column]!;
      } else {
        matrix[row * size + row] = Math.sqrt(sum);
        solution[row] = rest / matrix[row * size + row]!;
      }
    }
  }
  return solution;
}
