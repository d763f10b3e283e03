import { InputError } from '../../errors.js';

/** One value of a metric: a number, or a list such as one value per class from head to tail. */
export type Measurement = number | readonly number[];

/** Names the numbers of a list: one metric that is a list, or several metrics in order. */
export type ListSource = string | readonly string[];

/** A statement about metrics that holds by a margin. */
export interface Predicate {
  /** The statement in words, for the report. */
  description: string;
  /** Keys of the metrics that it reads. */
  metrics: string[];
  /** Positive when the statement holds, negative when it fails; see `holdsAtZero`. */
  margin(read: (key: string) => Measurement): number;
  /** Whether a margin of exactly zero still holds. */
  holdsAtZero: boolean;
}

export interface ExceedsOptions {
  /** How much larger the first must be, in the metrics' unit (pp for rates), default 0. */
  by?: number;
}

/** The first metric is larger than the second, or than a number. */
export function exceeds(larger: string, smaller: string | number, { by = 0 }: ExceedsOptions = {}): Predicate {
  return {
    description: `${larger} > ${smaller}${by === 0 ? '' : ` + ${by}`}`,
    metrics: keysOf([larger, smaller]),
    margin: (read) => numberOf(read, larger) - numberOf(read, smaller) - by,
    holdsAtZero: false,
  };
}

/** The first metric is larger than at least one of the others. */
export function exceedsSome(larger: string, others: readonly string[]): Predicate {
  return {
    description: `${larger} > at least one of ${others.join(', ')}`,
    metrics: [larger, ...others],
    margin: (read) => numberOf(read, larger) - Math.min(...others.map((other) => numberOf(read, other))),
    holdsAtZero: false,
  };
}

export interface EqualsOptions {
  /** Allowed difference, default 0. */
  within?: number;
}

/** Two metrics, or a metric and a number, are the same; for counts and other exact quantities. */
export function equals(metric: string, expected: string | number, { within = 0 }: EqualsOptions = {}): Predicate {
  return {
    description: `${metric} = ${expected}${within === 0 ? '' : ` ± ${within}`}`,
    metrics: keysOf([metric, expected]),
    margin: (read) => within - Math.abs(numberOf(read, metric) - numberOf(read, expected)),
    holdsAtZero: true,
  };
}

/** The first metric lies nearer to one than to another. */
export function nearer(metric: string, { to, than }: { to: string; than: string }): Predicate {
  return {
    description: `${metric} is nearer to ${to} than to ${than}`,
    metrics: [metric, to, than],
    margin: (read) => {
      const value = numberOf(read, metric);
      return Math.abs(value - numberOf(read, than)) - Math.abs(value - numberOf(read, to));
    },
    holdsAtZero: false,
  };
}

export interface TrendOptions {
  /** How monotonic it must be: Kendall's τ beyond this, default 0.5 (three pairs of four are in order). */
  atLeast?: number;
}

/** The list rises along its order, as from head to tail. */
export function increasesAlong(values: ListSource, { atLeast = 0.5 }: TrendOptions = {}): Predicate {
  return trend(`${nameOf(values)} increases along its order`, values, undefined, 1, atLeast);
}

/** The list falls along its order, as from head to tail. */
export function decreasesAlong(values: ListSource, { atLeast = 0.5 }: TrendOptions = {}): Predicate {
  return trend(`${nameOf(values)} decreases along its order`, values, undefined, -1, atLeast);
}

/** The list does not fall along its order: it rises, or follows no order. */
export function doesNotDecreaseAlong(values: ListSource, { atLeast = 0.5 }: TrendOptions = {}): Predicate {
  return trend(`${nameOf(values)} does not decrease along its order`, values, undefined, 1, -atLeast);
}

/** The list rises with another list of the same length, or with given numbers. */
export function increasesWith(
  values: ListSource,
  along: ListSource | readonly number[],
  { atLeast = 0.5 }: TrendOptions = {},
): Predicate {
  return trend(`${nameOf(values)} increases with ${nameOf(along)}`, values, along, 1, atLeast);
}

export interface SpreadOptions {
  /** Divide each spread by the magnitude of its mean, for lists of different scale; default false. */
  relative?: boolean;
}

/** The first list is spread less than the second (standard deviation over the list). */
export function closerToUniform(
  even: ListSource,
  uneven: ListSource,
  { relative = false }: SpreadOptions = {},
): Predicate {
  return {
    description: `${nameOf(even)} is closer to uniform than ${nameOf(uneven)}`,
    metrics: [...keysOf(even), ...keysOf(uneven)],
    margin: (read) => spread(listOf(read, uneven), relative) - spread(listOf(read, even), relative),
    holdsAtZero: false,
  };
}

function trend(
  what: string,
  values: ListSource,
  along: ListSource | readonly number[] | undefined,
  sign: 1 | -1,
  atLeast: number,
): Predicate {
  return {
    description: `${what} (Kendall τ ${sign > 0 ? '>' : '< -'}${sign > 0 ? ' ' : ''}${atLeast})`,
    metrics: [...keysOf(values), ...(along === undefined ? [] : keysOf(along))],
    margin: (read) => {
      const list = listOf(read, values);
      const order = along === undefined ? list.map((_, index) => index) : listOf(read, along);
      if (list.length !== order.length)
        throw new InputError(`The claim "${what}" compares ${list.length} values with ${order.length}: give as many.`);
      return sign * kendall(list, order) - atLeast;
    },
    holdsAtZero: false,
  };
}

/** Kendall's rank correlation τ-b, which accounts for ties; 0 when one list is constant. */
export function kendall(x: readonly number[], y: readonly number[]): number {
  let [agreement, untiedX, untiedY] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      const [dx, dy] = [Math.sign(x[i]! - x[j]!), Math.sign(y[i]! - y[j]!)];
      agreement += dx * dy;
      untiedX += Math.abs(dx);
      untiedY += Math.abs(dy);
    }
  }
  return agreement === 0 ? 0 : agreement / Math.sqrt(untiedX * untiedY);
}

function spread(list: readonly number[], relative: boolean): number {
  const average = list.reduce((sum, value) => sum + value, 0) / list.length;
  const deviation = Math.sqrt(list.reduce((sum, value) => sum + (value - average) ** 2, 0) / list.length);
  return relative ? deviation / Math.abs(average) : deviation;
}

function keysOf(source: ListSource | readonly (string | number)[]): string[] {
  return [source].flat().filter((key): key is string => typeof key === 'string');
}

function nameOf(source: ListSource | readonly number[]): string {
  if (typeof source === 'string') return source;
  return source.length <= 2 ? source.join(', ') : `${source[0]} … ${source.at(-1)}`;
}

function numberOf(read: (key: string) => Measurement, key: string | number): number {
  const value = typeof key === 'number' ? key : read(key);
  if (typeof value === 'number') return value;
  throw new InputError(`The metric ${key} is a list: this claim compares single numbers.`);
}

function listOf(read: (key: string) => Measurement, source: ListSource | readonly number[]): number[] {
  const list = [source].flat().flatMap((part) => (typeof part === 'number' ? [part] : read(part)));
  if (list.length < 2)
    throw new InputError(
      `The claim about ${nameOf(source)} needs at least two values in order, it got ${list.length}.`,
    );
  return list;
}
