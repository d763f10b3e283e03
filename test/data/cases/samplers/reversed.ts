import { type SamplerCases, shares } from '../sampler-cases.js';

export default {
  cases: [{ probabilities: (counts) => shares(counts.map((n) => Math.max(...counts) / n)) }],
} satisfies SamplerCases;
