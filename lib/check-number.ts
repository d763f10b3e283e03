import { InputError } from './errors.js';

/** @throws InputError unless `value` is a finite number within the bounds. */
export function checkNumber(
  name: string,
  value: number,
  { atLeast = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY }: { atLeast?: number; below?: number } = {},
): void {
  if (Number.isFinite(value) && value >= atLeast && value < below) return;
  const bounds = [
    atLeast > Number.NEGATIVE_INFINITY ? ` of at least ${atLeast}` : '',
    below < Number.POSITIVE_INFINITY ? ` below ${below}` : '',
  ].join('');
  throw new InputError(`${name} is ${value}: give a finite number${bounds}.`);
}

/** @throws InputError unless `value` is a whole number of at least one. */
export function checkCount(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return;
  throw new InputError(`${name} is ${value}: give a whole number of at least one.`);
}
