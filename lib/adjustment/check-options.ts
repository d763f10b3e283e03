import { InputError } from '../errors.js';

/** @throws InputError unless `value` is a finite number of at least `atLeast`. */
export function checkFinite(name: string, value: number, { atLeast = Number.NEGATIVE_INFINITY } = {}): void {
  if (Number.isFinite(value) && value >= atLeast) return;
  const bound = atLeast > Number.NEGATIVE_INFINITY ? ` of at least ${atLeast}` : '';
  throw new InputError(`${name} is ${value}: give a finite number${bound}.`);
}

/** @throws InputError unless `value` is a whole number of at least one. */
export function checkCount(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) {
    throw new InputError(`${name} is ${value}: give a whole number of at least one.`);
  }
}
