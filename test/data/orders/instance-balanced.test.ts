import { expect, test } from 'vitest';
import { instanceBalancedOrder } from '../../../lib/data/index.js';
import { randomStream } from '../../../lib/random/index.js';

const order = (epoch: number) => [...instanceBalancedOrder(randomStream(0, 'order', epoch), 50)];

test('instanceBalancedOrder visits every image once, in another order each epoch', () => {
  expect([...order(0)].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  expect(order(0)).toEqual(order(0));
  expect(order(0)).not.toEqual(order(1));
});
