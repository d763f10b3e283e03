import { type SamplerCases, shares } from '../sampler-cases.js';

export default {
  cases: [{ probabilities: (counts) => shares(counts.map((n) => n ** 0.5)) }],
} satisfies SamplerCases;
