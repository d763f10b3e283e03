import { type ShotGroupRule, type ShotGroups, shotGroups } from '../data/index.js';
import { accuracyByShotGroup } from '../metrics/index.js';
import type { RunRecord } from './record.js';

/**
 * Test accuracy of a run in the classes with many, medium and few training samples, in per cent; null for a group that
 * the rule leaves empty.
 */
export function shotGroupAccuracy(
  { test, classCounts }: Pick<RunRecord, 'test' | 'classCounts'>,
  rule: ShotGroupRule,
): Record<keyof ShotGroups, number | null> {
  const groups = accuracyByShotGroup(test.accuracyByClass, { ...shotGroups(classCounts, { rule }) });
  const percent = (accuracy: number | null) => (accuracy === null ? null : 100 * accuracy);
  return { many: percent(groups.many), medium: percent(groups.medium), few: percent(groups.few) };
}
