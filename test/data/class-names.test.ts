import { expect, test } from 'vitest';
import { figureClassNames, loadDataset } from '../../lib/data/index.js';

test('the digits are named as the data set names them', async () => {
  expect(figureClassNames('digits')).toEqual((await loadDataset('digits')).classNames);
});

test('CIFAR-10 has ten names in the order of its labels, CIFAR-100 has numbers', () => {
  expect(figureClassNames('cifar-10')).toHaveLength(10);
  expect(figureClassNames('cifar-10')!.slice(0, 3)).toEqual(['airplane', 'automobile', 'bird']);
  expect(figureClassNames('cifar-100')).toBeUndefined();
});
