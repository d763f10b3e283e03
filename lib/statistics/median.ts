import { median as middle } from 'simple-statistics';
import { checkSample } from './summary.js';

/** The middle value, or the mean of the two. @throws InputError for an empty sample and numbers that are not finite. */
export function median(values: readonly number[]): number {
  checkSample(values, 1);
  return middle([...values]);
}
