import { InputError } from '../errors.js';
import { axis } from './layout.js';

/** Classes from head to tail: `order[rank]` is the class that holds rank `rank`, ties in the order of the classes. */
export function headToTail(classCounts: readonly number[]): number[] {
  return classCounts.map((_, index) => index).sort((a, b) => classCounts[b]! - classCounts[a]! || a - b);
}

/** Up to this many classes every class is named and drawn as a bar; beyond it the axis shows ranks. */
export const namedClassLimit = 20;

const count = new Intl.NumberFormat('en-US');

/**
 * Axis of classes sorted from head to tail. Each tick shows the class, or its rank when there are many, and below it
 * the number of training images.
 */
export function classAxis(classCounts: readonly number[], classNames?: readonly string[]): Record<string, unknown> {
  const order = headToTail(classCounts);
  const named = order.length <= namedClassLimit;
  const ranks = named ? order.map((_, rank) => rank) : spacedRanks(order.length);
  const label = (rank: number) => (named ? (classNames?.[order[rank]!] ?? `${order[rank]}`) : `${rank + 1}`);
  return axis(
    named ? 'class, from head to tail · training images' : 'rank of the class, from head to tail · training images',
    {
      tickvals: ranks,
      ticktext: ranks.map((rank) => `${label(rank)}<br>${count.format(classCounts[order[rank]!]!)}`),
      range: [-0.6, order.length - 0.4],
      showgrid: false,
      zeroline: false,
      tickangle: 0,
    },
  );
}

function spacedRanks(classCount: number): number[] {
  const ticks = 6;
  const ranks = Array.from({ length: ticks }, (_, i) => Math.round((i * (classCount - 1)) / (ticks - 1)));
  return [...new Set(ranks)];
}

/** @throws InputError when a list does not hold one entry for each class. */
export function requireOnePerClass(what: string, length: number, classCount: number): void {
  if (length !== classCount) {
    throw new InputError(`${what} has ${length} entries for ${classCount} classes: give one entry for each class.`);
  }
}
