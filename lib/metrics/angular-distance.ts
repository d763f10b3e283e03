import { z } from 'zod';
import { type ShotGroupRule, type ShotGroups, shotGroupRules, shotGroups } from '../data/index.js';
import { InputError } from '../errors.js';
import { rowNorms } from '../row-norms.js';
import { defineMetric } from './metric.js';
import { quartiles } from './quartiles.js';
import type { Numbers } from './rows.js';

/** How far the samples of a shot group lie from their class centres. */
export interface AngularDistances {
  mean: number;
  /** First quartile, median and third quartile. */
  quartiles: [number, number, number];
  /** Of every sample, rising. */
  angles: number[];
}

/**
 * Angle in degrees between each sample's feature and the centre W_y of its class.
 *
 * @throws InputError for a feature or a centre of length 0.
 */
function anglesToCentres(features: Numbers, labels: Numbers, classWeights: Numbers, classCount: number): Float64Array {
  const size = classWeights.length / classCount;
  const centreNorms = rowNorms(classWeights, { rowCount: classCount });
  const featureNorms = rowNorms(features, { rowCount: labels.length });
  return Float64Array.from(featureNorms, (featureNorm, i) => {
    const label = labels[i]!;
    const length = featureNorm * centreNorms[label]!;
    if (length === 0) {
      throw new InputError(`The feature of sample ${i} or the weight of its class is zero: it has no direction.`);
    }
    let product = 0;
    for (let d = 0; d < size; d++) product += features[i * size + d]! * classWeights[label * size + d]!;
    return (Math.acos(Math.min(1, Math.max(-1, product / length))) * 180) / Math.PI;
  });
}

export const angularDistanceMetric = defineMetric({
  formula: 'θ_y = arccos(W_y · f / (‖W_y‖ ‖f‖)) over the samples of each shot group, with mean and quartiles',
  source: 'Son et al., Difficulty-aware Balancing Margin Loss, AAAI 2025, figure 4',
  papers: ['dbm'],
  unit: 'degrees, 0 … 180',
  result: '{ many, medium, few } of { mean, quartiles [3], angles }, null for a group without samples',
  needs: ['features', 'labels', 'classWeights'],
  options: z.strictObject({
    rule: z
      .enum(shotGroupRules as [ShotGroupRule, ...ShotGroupRule[]])
      .describe('which training counts or ranks divide the classes'),
  }),
  create: ({ rule }, { counts, classCount }) => {
    const groups = Object.entries<number[] | null>({ ...shotGroups(counts, { rule }) });
    return ({ features, labels, classWeights }) => {
      const angles = anglesToCentres(features, labels, classWeights, classCount);
      const ofClasses = (classes: number[] | null): AngularDistances | null => {
        const members = new Set(classes);
        const rising = angles.filter((_, i) => members.has(labels[i]!)).sort();
        return rising.length === 0 ? null : summarise(rising);
      };
      const entries = groups.map(([group, classes]) => [group, ofClasses(classes)]);
      return Object.fromEntries(entries) as Record<keyof ShotGroups, AngularDistances | null>;
    };
  },
});

const summarise = (rising: Float64Array): AngularDistances => ({
  mean: rising.reduce((sum, angle) => sum + angle, 0) / rising.length,
  quartiles: quartiles(rising),
  angles: [...rising],
});
