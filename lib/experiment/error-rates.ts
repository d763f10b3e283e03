import { frequencyGroups, type ShotGroupRule } from '../data/index.js';
import { accuracyByShotGroup } from '../metrics/index.js';
import type { RunRecord } from './record.js';
import { shotGroupAccuracy } from './shot-group-accuracy.js';

type Tested = Pick<RunRecord, 'test' | 'classCounts'>;

/**
 * The mean of the classes' error rates on the test split, in per cent; classes without a test image do not count.
 *
 * @see Menon et al., Long-tail learning via logit adjustment, ICLR 2021, eq. 2.
 */
export function balancedError({ test: { accuracyByClass } }: Pick<RunRecord, 'test'>): number {
  const { all } = accuracyByShotGroup(accuracyByClass, { all: [...accuracyByClass.keys()] });
  return 100 * (1 - all!);
}

/** Error rates of the classes with many, medium and few training samples, in per cent; null for an empty group. */
export function shotGroupErrors(record: Tested, rule: ShotGroupRule) {
  const accuracy = shotGroupAccuracy(record, rule);
  const error = (value: number | null) => (value === null ? null : 100 - value);
  return { many: error(accuracy.many), medium: error(accuracy.medium), few: error(accuracy.few) };
}

/** Error rates of groups of equally many classes, from the most frequent classes to the rarest, in per cent. */
export function frequencyGroupErrors({ test, classCounts }: Tested, groupCount: number): (number | null)[] {
  const groups = Object.fromEntries(frequencyGroups(classCounts, groupCount).entries());
  const accuracies = accuracyByShotGroup(test.accuracyByClass, groups);
  return Object.values(accuracies).map((accuracy) => (accuracy === null ? null : 100 * (1 - accuracy)));
}
