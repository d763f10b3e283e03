import { type SamplerCases, shares } from '../sampler-cases.js';

export default {
  cases: [-1, 0.5, 2].map((tau) => ({
    options: { tau },
    probabilities: (counts) => shares(shares([...counts]).map((prior) => Math.exp(tau * Math.log(prior)))),
  })),
  refuses: [[{ tau: Number.NaN }, "The option 'tau' of sampler unimix cannot be used"]],
} satisfies SamplerCases;
