import { classVector, type MetricCases } from '../metric-cases.js';
import { length } from '../reference.js';
import { rowsOf } from '../small-input.js';

export default {
  golden: [{ counts: [4, 2, 1], input: { classWeights: [3, 4, 0, 2, 1, 0] }, value: [5, 2, 1] }],
  reference: ({ classWeights }, counts) => rowsOf(classWeights, counts.length).map(length),
  reordered: classVector,
} satisfies MetricCases;
