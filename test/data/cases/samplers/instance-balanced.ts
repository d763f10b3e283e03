import { type SamplerCases, shares } from '../sampler-cases.js';

export default {
  cases: [{ probabilities: (counts) => shares([...counts]), everyImageOnce: true }],
} satisfies SamplerCases;
