import type { LossCases } from '../cases.js';
import { balanced, hardest, restricted } from '../nested-reference.js';
import { type Batch, logSoftmax, meanOf, type Row, sum } from '../reference.js';

const symmetricDivergence = (a: Row, b: Row) => {
  const [logA, logB] = [logSoftmax(a), logSoftmax(b)];
  return sum(logA.map((value, k) => (Math.exp(value) - Math.exp(logB[k]!)) * (value - logB[k]!)));
};

const expertsOf = (logits: Row, { counts, inputs }: Batch, sample: number) =>
  [balanced(logits, counts), balanced(inputs.peers![sample]!, counts)] as const;

export default {
  inputs: { peers: { rows: 'samples', columns: 'classes' } },
  rows: [
    {
      reference: meanOf((logits, label, batch, sample) => {
        const [a, b] = expertsOf(logits, batch, sample);
        const { kept } = restricted(logits, label, 0.3);
        const hard = (row: Row) => kept.map((k) => row[k]!);
        return 0.6 * (symmetricDivergence(a, b) + symmetricDivergence(hard(a), hard(b)));
      }),
    },
    {
      options: { lambda: 1, hardShare: 0.5, others: 'zero' },
      reference: meanOf((logits, label, batch, sample) => {
        const [a, b] = expertsOf(logits, batch, sample);
        const hard = hardest(logits, label, 0.5);
        const zeroed = (row: Row) => row.map((value, k) => (hard.has(k) ? value : 0));
        return symmetricDivergence(a, b) + symmetricDivergence(zeroed(a), zeroed(b));
      }),
    },
  ],
} satisfies LossCases;
