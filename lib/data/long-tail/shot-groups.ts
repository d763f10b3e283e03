import { InputError } from '../../errors.js';
import { lookUp } from '../../options.js';

/** Class indices by how many training images a class has; a group that no class falls into is null. */
export interface ShotGroups {
  many: number[] | null;
  medium: number[] | null;
  few: number[] | null;
}

type Group = keyof ShotGroups;

/** The group of a class, given its count, its rank by falling count, and the number of classes. */
type Rule = (count: number, rank: number, classCount: number) => Group;

function byRank(firstMedium: number, firstFew: number): Rule {
  return (_, rank, classCount) => {
    if (classCount <= firstFew)
      throw new InputError(
        `This rule of shot groups divides at ranks ${firstMedium} and ${firstFew}, but there are ${classCount} classes: choose the rule made for them.`,
      );
    return rank < firstMedium ? 'many' : rank < firstFew ? 'medium' : 'few';
  };
}

const rules = {
  /** Many > 100, medium 20 … 100, few < 20 (Liu et al. 2019; Kang et al. 2020; the DBM code). */
  oltr: (count) => (count > 100 ? 'many' : count >= 20 ? 'medium' : 'few'),
  /** Many ≥ 100, few ≤ 20, medium between (Menon et al. 2021, section 6.2; the caption of its figure 4 lets them overlap). */
  'logit-adjustment': (count) => (count >= 100 ? 'many' : count > 20 ? 'medium' : 'few'),
  /** Fixed ranks for every imbalance factor, as in the configurations of the MiSLAS code. */
  'mislas-cifar-10': byRank(3, 7),
  'mislas-cifar-100': byRank(36, 71),
  'mislas-imagenet-lt': byRank(390, 835),
  'mislas-places-lt': byRank(131, 288),
  'mislas-inaturalist-2018': byRank(842, 4543),
  /** Thirds of the classes by rank, rounded down, but 3/4/3 of ten (the Prior-LT code of UniMix). */
  thirds: (_, rank, classCount) => {
    const [firstMedium, firstFew] =
      classCount === 10 ? [3, 7] : [Math.floor(classCount / 3), Math.floor((2 * classCount) / 3)];
    return rank < firstMedium ? 'many' : rank < firstFew ? 'medium' : 'few';
  },
  /** The thresholds of `oltr` divided by four, since the digits' first class has 128 images and CIFAR-100's has 500: many > 25, medium 5 … 25, few < 5. */
  digits: (count) => (count > 25 ? 'many' : count >= 5 ? 'medium' : 'few'),
} satisfies Record<string, Rule>;

export type ShotGroupRule = keyof typeof rules;
export const shotGroupRules = Object.keys(rules) as ShotGroupRule[];

export interface ShotGroupsOptions {
  /** Papers divide the classes differently, so the rule has no default. */
  rule: ShotGroupRule;
}

/**
 * Divides the classes into many-, medium- and few-shot ones by a named rule.
 *
 * @param classCounts training images of each class, in any order; ranks are by falling count, ties by class index.
 * @throws InputError when there is no such rule, or it is for another number of classes.
 */
export function shotGroups(classCounts: readonly number[], { rule }: ShotGroupsOptions): ShotGroups {
  const groupOf: Rule = lookUp<Rule>(rules, rule, 'rule of shot groups');
  const ranked = [...classCounts.keys()].sort((a, b) => classCounts[b]! - classCounts[a]! || a - b);
  const groups: Record<Group, number[]> = { many: [], medium: [], few: [] };
  ranked.forEach((label, rank) => {
    groups[groupOf(classCounts[label]!, rank, ranked.length)].push(label);
  });
  const orNull = (group: number[]) => (group.length > 0 ? group.sort((a, b) => a - b) : null);
  return { many: orNull(groups.many), medium: orNull(groups.medium), few: orNull(groups.few) };
}
