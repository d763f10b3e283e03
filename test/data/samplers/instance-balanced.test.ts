import { expect, test } from 'vitest';
import { createSampler } from '../../../lib/data/index.js';
import { randomStream } from '../../../lib/random/index.js';

const labels = Array.from({ length: 50 }, (_, i) => i % 3);
const order = (epoch: number) => [
  ...createSampler('instance-balanced').order(randomStream(0, 'order', epoch), labels, { epoch, epochs: 2 }),
];

test('visits every image once, in another order each epoch', () => {
  expect([...order(0)].sort((a, b) => a - b)).toEqual(labels.map((_, i) => i));
  expect(order(0)).toEqual(order(0));
  expect(order(0)).not.toEqual(order(1));
});
