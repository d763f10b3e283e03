import type { MetricCases } from '../metric-cases.js';

export default {
  golden: [
    {
      counts: [4, 1],
      input: {
        runningStatistics: { 'bn1.running_mean': [1, 2], 'bn1.running_var': [1, 1] },
        shiftedStatistics: { 'bn1.running_mean': [1.5, 0], 'bn1.running_var': [4, 1] },
      },
      value: { bn1: { mean: [0.5, -2], variance: [3, 0] } },
    },
  ],
  reference: ({ runningStatistics, shiftedStatistics }) => {
    const moved = (name: string) =>
      Array.from(shiftedStatistics[name] as Float64Array, (value, c) => value - runningStatistics[name]![c]!);
    return Object.fromEntries(
      ['bn1', 'layer1.0.bn1'].map((layer) => [
        layer,
        { mean: moved(`${layer}.running_mean`), variance: moved(`${layer}.running_var`) },
      ]),
    );
  },
} satisfies MetricCases;
