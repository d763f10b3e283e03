import { type SamplerCases, shares } from '../sampler-cases.js';

/** n / (1 + β + β² + … + β^(n−1)). */
function weight(n: number, beta: number): number {
  let effective = 0;
  for (let i = 0; i < n; i++) effective += beta ** i;
  return n / effective;
}

export default {
  cases: [0.9999, 0.9, 0].map((beta) => ({
    options: { beta },
    probabilities: (counts) => shares(counts.map((n) => weight(n, beta))),
  })),
  refuses: [[{ beta: 1 }, "The option 'beta' of sampler effective-number cannot be used"]],
} satisfies SamplerCases;
