import { expect, test } from 'vitest';
import { classNamesOf, type StageTwoInput } from '../../lib/experiment/index.js';
import { smallTraining } from './small-runs.js';

test('names the classes of the data, of a second stage those of its first', () => {
  const names = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
  const unadjusted: StageTwoInput = { stage: 'two', base: smallTraining(), adjustment: 'unadjusted', seed: 0 };
  expect(classNamesOf({ configuration: (seed) => smallTraining({ seed }) })).toEqual(names);
  expect(classNamesOf({ configuration: () => unadjusted })).toEqual(names);
});

test('leaves the classes of CIFAR-100 to be numbered', () => {
  const onCifar = smallTraining({ data: { dataset: 'cifar-100', imbalanceFactor: 100 } });
  expect(classNamesOf({ configuration: () => onCifar })).toBeUndefined();
});
