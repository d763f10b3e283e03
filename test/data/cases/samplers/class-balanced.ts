import type { SamplerCases } from '../sampler-cases.js';

export default {
  cases: [{ probabilities: (counts) => counts.map(() => 1 / counts.length) }],
  refuses: [
    [{ length: 0 }, "The option 'length' of sampler class-balanced cannot be used"],
    [{ lenght: 3 }, "sampler class-balanced has no option 'lenght': did you mean 'length'"],
  ],
} satisfies SamplerCases;
