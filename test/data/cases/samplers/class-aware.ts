import type { SamplerCases } from '../sampler-cases.js';

const uniform = (counts: readonly number[]) => counts.map(() => 1 / counts.length);

export default {
  cases: [{ probabilities: uniform }, { options: { imagesPerClass: 1 }, probabilities: uniform }],
  refuses: [[{ imagesPerClass: 1.5 }, "The option 'imagesPerClass' of sampler class-aware cannot be used"]],
} satisfies SamplerCases;
