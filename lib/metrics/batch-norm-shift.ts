import { z } from 'zod';
import { InputError } from '../errors.js';
import { defineMetric, type MetricInput } from './metric.js';
import type { Numbers } from './rows.js';

/** How the running statistics of one layer moved, by channel. */
export interface BatchNormShift {
  mean: number[];
  variance: number[];
}

type Statistics = MetricInput['runningStatistics'];

const isMean = (name: string) => name.endsWith('.running_mean');

/** Shifted minus original, by channel. @throws InputError when the two are not of the same network. */
function difference(original: Statistics, shifted: Statistics, name: string): number[] {
  const [before, after] = [original[name], shifted[name]];
  if (!before || !after || before.length !== after.length) {
    throw new InputError(
      `The two sets of running statistics do not both hold ${name} with equally many channels: give two of one network.`,
    );
  }
  return Array.from(after as ArrayLike<number>, (value, channel) => value - (before as Numbers)[channel]!);
}

export const batchNormShiftMetric = defineMetric({
  formula: 'μ_C − μ_I and σ²_C − σ²_I of every batch normalisation, by channel',
  source: 'Zhong et al., MiSLAS, CVPR 2021, eq. 5 and 6, figure 7',
  papers: ['mislas'],
  unit: 'that of the activations; variance in its square',
  result: '{ layer: { mean [channels], variance [channels] } }',
  needs: ['runningStatistics', 'shiftedStatistics'],
  options: z.strictObject({}),
  create:
    () =>
    ({ runningStatistics, shiftedStatistics }) => {
      const means = Object.keys({ ...runningStatistics, ...shiftedStatistics }).filter(isMean);
      if (means.length === 0) {
        throw new InputError(
          'The running statistics hold no name that ends in .running_mean: give those of a network.',
        );
      }
      const shift = (name: string) => difference(runningStatistics, shiftedStatistics, name);
      return Object.fromEntries(
        means.map((mean): [string, BatchNormShift] => {
          const layer = mean.slice(0, -'.running_mean'.length);
          return [layer, { mean: shift(mean), variance: shift(`${layer}.running_var`) }];
        }),
      );
    },
});
