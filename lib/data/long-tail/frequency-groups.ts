import { InputError } from '../../errors.js';

/**
 * Class indices in groups of equal size, from the most frequent classes to the rarest; what does not divide evenly makes
 * some groups larger by one.
 *
 * @param classCounts training images of each class, in any order; ties keep the order of the classes.
 * @throws InputError for more groups than classes.
 * @see Menon et al., Long-tail learning via logit adjustment, ICLR 2021, Figure 8: ten groups.
 */
export function frequencyGroups(classCounts: readonly number[], groupCount: number): number[][] {
  if (!Number.isInteger(groupCount) || groupCount < 1 || groupCount > classCounts.length)
    throw new InputError(
      `${groupCount} groups of ${classCounts.length} classes were asked for: give a whole number up to that of the classes.`,
    );
  const ranked = [...classCounts.keys()].sort((a, b) => classCounts[b]! - classCounts[a]! || a - b);
  const boundary = (group: number) => Math.round((group * ranked.length) / groupCount);
  return Array.from({ length: groupCount }, (_, group) => ranked.slice(boundary(group), boundary(group + 1)));
}
