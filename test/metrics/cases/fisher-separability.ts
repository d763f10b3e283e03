import { classVector, type MetricCases } from '../metric-cases.js';
import { byClass, dot, mean, meanOrNull, type Sample } from '../reference.js';

/** W ∝ A⁻¹ b by elimination with pivots, A [p, p]. */
function solve(matrix: number[][], vector: number[]): number[] {
  const rows = matrix.map((row, i) => [...row, vector[i]!]);
  for (let column = 0; column < rows.length; column++) {
    const below = rows.slice(column);
    const pivot = rows.indexOf(below.reduce((a, b) => (Math.abs(b[column]!) > Math.abs(a[column]!) ? b : a)));
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (const [i, row] of rows.entries()) {
      if (i === column) continue;
      const factor = row[column]! / rows[column]![column]!;
      row.forEach((value, j) => {
        row[j] = value - factor * rows[column]![j]!;
      });
    }
  }
  return rows.map((row, i) => row.at(-1)! / row[i]!);
}

const variance = (values: number[]) => mean(values.map((value) => (value - mean(values)) ** 2));

/** Eq. 12 at the optimal projection, the ridge counted as variance of every feature. */
function criterion(a: Sample[], b: Sample[]): number | null {
  if (a.length === 0 || b.length === 0) return null;
  const axes = a[0]!.feature.map((_, d) => d);
  const centred = (samples: Sample[]) => {
    const centre = axes.map((d) => mean(samples.map(({ feature }) => feature[d]!)));
    return { centre, rows: samples.map(({ feature }) => axes.map((d) => feature[d]! - centre[d]!)) };
  };
  const [first, second] = [centred(a), centred(b)];
  const scatter = (d: number, e: number) =>
    [first, second].reduce((sum, { rows }) => sum + mean(rows.map((row) => row[d]! * row[e]!)), 0);
  const spread = axes.reduce((sum, d) => sum + scatter(d, d), 0);
  if (spread === 0) return null;
  const ridge = (1e-6 * spread) / axes.length;
  const within = axes.map((d) => axes.map((e) => scatter(d, e) + (d === e ? ridge : 0)));
  const w = solve(
    within,
    axes.map((d) => first.centre[d]! - second.centre[d]!),
  );
  const projected = (samples: Sample[]) => samples.map(({ feature }) => dot(w, feature));
  const between = (mean(projected(a)) - mean(projected(b))) ** 2;
  return between / (variance(projected(a)) + variance(projected(b)) + ridge * dot(w, w));
}

export default {
  golden: [
    // One feature: class 0 at 0 and 2, class 1 at 5 and 5, J = 4² / (1 + 0); class 2 has no samples.
    {
      counts: [4, 2, 1],
      input: { features: [0, 2, 5, 5], labels: [0, 0, 1, 1] },
      options: { ridge: 1e-12 },
      value: [16, 16, null],
    },
    // Two classes of one sample each do not spread at all, and the third spreads along the first axis only: seen from it
    // they lie 3 and 1 away, beside a variance of 1.
    {
      counts: [4, 2, 1],
      input: { features: [-1, 0, 1, 0, 3, 0, -1, 0], labels: [0, 0, 1, 2] },
      options: { ridge: 1e-12 },
      value: [5, 9, 1],
    },
  ],
  reference: (input, counts) => {
    const samples = byClass(input, counts, (members) => members);
    return samples.map((members, i) =>
      meanOrNull(
        samples.flatMap((others, j) => {
          const value = i === j ? null : criterion(members, others);
          return value === null ? [] : [value];
        }),
      ),
    );
  },
  reordered: classVector,
} satisfies MetricCases;
