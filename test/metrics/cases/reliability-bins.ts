import type { MetricCases } from '../metric-cases.js';
import { binned, isRight, meanOrNull, samplesOf } from '../reference.js';

export default {
  golden: [
    {
      counts: [4, 1],
      input: { logits: [Math.log(3), 0, 1e4, 0], labels: [0, 1] },
      options: { bins: 2 },
      value: [
        { lower: 0, upper: 0.5, count: 0, confidence: null, accuracy: null },
        { lower: 0.5, upper: 1, count: 2, confidence: 0.875, accuracy: 0.5 },
      ],
    },
  ],
  reference: (input) =>
    binned(samplesOf(input), ({ confidence }) => confidence).map((bin, b) => ({
      lower: b / 15,
      upper: (b + 1) / 15,
      count: bin.length,
      confidence: meanOrNull(bin.map(({ confidence }) => confidence)),
      accuracy: meanOrNull(bin.map(isRight)),
    })),
} satisfies MetricCases;
