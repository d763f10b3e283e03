import { z } from 'zod';
import { type ShotGroupRule, shotGroupRules, shotGroups } from '../data/index.js';
import { InputError } from '../errors.js';
import { accuracyByClass } from './accuracy-by-class.js';
import { predictedConfusion } from './confusion-matrix.js';
import { defineMetric } from './metric.js';

/**
 * Mean accuracy of the classes of each shot group, 0 … 1; null for an empty group, where the code of Kang et al.
 * reports 0. Classes without test samples do not count.
 *
 * @param classAccuracies of `accuracyByClass`.
 * @param groups class indices by group; null for a group that the rule leaves empty.
 * @throws InputError for a class that has no accuracy entry.
 */
export function accuracyByShotGroup<Group extends string>(
  classAccuracies: readonly (number | null)[],
  groups: Readonly<Record<Group, readonly number[] | null>>,
): Record<Group, number | null> {
  const meanOf = (classes: readonly number[] | null): number | null => {
    const accuracies = (classes ?? []).map((k) => {
      const value = classAccuracies[k];
      if (value !== undefined) return value;
      throw new InputError(
        `A shot group names class ${k} of ${classAccuracies.length}: use the groups of this data set.`,
      );
    });
    const known = accuracies.filter((value): value is number => value !== null);
    return known.length === 0 ? null : known.reduce((total, value) => total + value, 0) / known.length;
  };
  const entries = Object.entries<readonly number[] | null>(groups).map(([group, classes]) => [group, meanOf(classes)]);
  return Object.fromEntries(entries) as Record<Group, number | null>;
}

export const accuracyByShotGroupMetric = defineMetric({
  formula: '1/|G| Σ_{j ∈ G} a_j for the groups G of classes with many, medium and few training samples',
  source:
    'Liu et al., Large-Scale Long-Tailed Recognition in an Open World, CVPR 2019; papers divide the classes differently',
  papers: ['marc', 'dbm', 'logit-adjustment', 'mislas'],
  unit: 'fraction of one',
  result: '{ many, medium, few }, null for an empty group',
  needs: ['logits', 'labels'],
  options: z.strictObject({
    rule: z
      .enum(shotGroupRules as [ShotGroupRule, ...ShotGroupRule[]])
      .describe('which training counts or ranks divide the classes'),
  }),
  create: ({ rule }, context) => {
    const groups = shotGroups(context.counts, { rule });
    return (input) => accuracyByShotGroup(accuracyByClass(predictedConfusion(input, context)), { ...groups });
  },
});
