import type { LossCases } from '../cases.js';
import { logSoftmax, mean, meanOf, type Row, sum } from '../reference.js';

const divergence = (from: Row, to: Row) => {
  const [p, q] = [logSoftmax(from), logSoftmax(to)];
  return sum(p.map((value, k) => Math.exp(value) * (value - q[k]!)));
};

const betas = (counts: Row, gamma: number) => counts.map((count) => gamma * (count / mean(counts)) + (1 - gamma));

const divided = (row: Row, divisors: Row) => row.map((value, k) => value / divisors[k]!);

export default {
  inputs: { peers: { rows: 'samples', columns: 'classes' } },
  rows: [
    {
      options: { among: 'pairs' },
      reference: meanOf((logits, _, { counts, inputs }, sample) => {
        const beta = betas(counts, 0.05);
        const temperatures = beta.map((value) => value + 1 - Math.max(...beta));
        const [a, b] = [divided(logits, temperatures), divided(inputs.peers![sample]!, temperatures)];
        return -0.45 * (divergence(a, b) + divergence(b, a));
      }),
    },
    {
      options: { lambda: 0.2, gamma: 0.1, temperature: 2 },
      // The mean is a constant of the loss.
      reference: (batch, detached) =>
        meanOf((logits, _, { counts, inputs }, sample) => {
          const beta = betas(counts, 0.1);
          const temperatures = beta.map((value) => (2 * value) / Math.max(...beta));
          const means = detached.logits[sample]!.map((value, k) => (value + detached.inputs.peers![sample]![k]!) / 2);
          const target = divided(means, temperatures);
          const divergences = [logits, inputs.peers![sample]!].map((row) =>
            divergence(target, divided(row, temperatures)),
          );
          return -0.2 * mean(temperatures) ** 2 * sum(divergences);
        })(batch, detached),
    },
  ],
} satisfies LossCases;
