import { type SamplerCases, shares } from '../sampler-cases.js';

export default {
  cases: [
    {
      probabilities(counts, { epoch, epochs }) {
        const t = epoch / epochs;
        const [instance, uniform] = [shares([...counts]), 1 / counts.length];
        return instance.map((share) => share + t * (uniform - share));
      },
    },
  ],
} satisfies SamplerCases;
