/**
 * The assignment of rows to columns, each to one, with the largest sum: the column of each row. By shortest augmenting
 * paths in O(n³) steps, with the lower index where two are as good.
 *
 * @param values row-major, [n, n].
 * @see Kuhn, The Hungarian Method for the Assignment Problem, 1955; Jonker and Volgenant, 1987
 */
export function bestAssignment(values: ArrayLike<number>, count: number): number[] {
  // Rows and columns count from one; zero stands for none.
  const rowPotential = new Float64Array(count + 1);
  const columnPotential = new Float64Array(count + 1);
  const rowOf = new Int32Array(count + 1);
  for (let row = 1; row <= count; row++) {
    const slack = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
    const reached = new Uint8Array(count + 1);
    const before = new Int32Array(count + 1);
    let column = 0;
    rowOf[0] = row;
    do {
      reached[column] = 1;
      const current = rowOf[column]!;
      let nearest = 0;
      let least = Number.POSITIVE_INFINITY;
      for (let other = 1; other <= count; other++) {
        if (reached[other]) continue;
        const cost = -values[(current - 1) * count + other - 1]!;
        const reduced = cost - rowPotential[current]! - columnPotential[other]!;
        if (reduced < slack[other]!) {
          slack[other] = reduced;
          before[other] = column;
        }
        if (slack[other]! < least) {
          least = slack[other]!;
          nearest = other;
        }
      }
      for (let other = 0; other <= count; other++) {
        if (reached[other]) {
          rowPotential[rowOf[other]!]! += least;
          columnPotential[other]! -= least;
        } else slack[other]! -= least;
      }
      column = nearest;
    } while (rowOf[column] !== 0);
    for (; column !== 0; column = before[column]!) rowOf[column] = rowOf[before[column]!]!;
  }
  const columnOf = new Array<number>(count);
  for (let column = 1; column <= count; column++) columnOf[rowOf[column]! - 1] = column - 1;
  return columnOf;
}
