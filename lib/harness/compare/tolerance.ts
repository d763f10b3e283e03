import { InputError } from '../../errors.js';

/** A hand-written allowance for the metrics whose key fits the pattern. */
export interface Tolerance {
  /** A metric key in which `*` stands for any characters, slashes included. */
  pattern: string;
  /** Allowed difference in the metric's own unit. */
  absolute?: number;
  /** Allowed difference as a share of the baseline's magnitude. */
  relative?: number;
  /** Why this much is allowed. */
  note: string;
}

/**
 * @throws InputError for a tolerance that is NaN, infinite or negative, or that allows nothing at all: every one of
 * these would switch the comparison off or on without anybody noticing.
 */
export function checkTolerance(tolerance: Tolerance): void {
  const { pattern, absolute, relative } = tolerance;
  if (absolute === undefined && relative === undefined)
    throw new InputError(`The tolerance for "${pattern}" sets neither absolute nor relative: set one of them.`);
  for (const [name, value] of Object.entries({ absolute, relative })) {
    if (value !== undefined && !(Number.isFinite(value) && value >= 0))
      throw new InputError(
        `The ${name} tolerance for "${pattern}" is ${value}: it must be a finite number that is not negative.`,
      );
  }
}

/** Checks every tolerance. @throws InputError also when one pattern stands twice. */
export function checkTolerances(tolerances: readonly Tolerance[]): void {
  tolerances.forEach(checkTolerance);
  const patterns = tolerances.map(({ pattern }) => pattern);
  const twice = patterns.find((pattern, index) => patterns.indexOf(pattern) !== index);
  if (twice !== undefined) throw new InputError(`Two tolerances have the pattern "${twice}": keep one of them.`);
}

/** Whether a pattern fits a key: literally, or with `*` standing for any characters. */
export function fitsPattern(pattern: string, key: string): boolean {
  if (pattern === key) return true;
  const literals = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${literals.join('.*')}$`, 's').test(key);
}

/** Literal characters of the pattern; a pattern that is the key itself beats every other. */
function specificity(pattern: string, key: string): number {
  return pattern === key ? Number.POSITIVE_INFINITY : pattern.replaceAll('*', '').length;
}

/**
 * The tolerance whose pattern fits `key` most specifically, undefined when none fits.
 *
 * @throws InputError for an unusable tolerance, and when two different patterns fit equally well.
 */
export function resolveTolerance(key: string, tolerances: readonly Tolerance[]): Tolerance | undefined {
  checkTolerances(tolerances);
  const fitting = tolerances
    .filter(({ pattern }) => fitsPattern(pattern, key))
    .sort((a, b) => specificity(b.pattern, key) - specificity(a.pattern, key));
  const [first, second] = fitting;
  if (first && second && specificity(first.pattern, key) === specificity(second.pattern, key))
    throw new InputError(
      `The tolerances "${first.pattern}" and "${second.pattern}" fit ${key} equally well: make one more specific.`,
    );
  return first;
}
