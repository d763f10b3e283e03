import { expect, test } from 'vitest';
import { trainingCurvesFigure } from '../../lib/figures/index.js';

const epochs = [
  { epoch: 1, loss: 2, trainAccuracy: 0.25, testAccuracy: null, learningRate: 0.1 },
  { epoch: 2, loss: 1, trainAccuracy: 0.5, testAccuracy: 0.75, learningRate: 0.05 },
];

test('gives loss, accuracy and learning rate a panel each over one axis of epochs', () => {
  const { data, layout } = trainingCurvesFigure(epochs);
  expect(data.map((trace) => [trace.name, trace.yaxis, trace.y])).toEqual([
    ['training', 'y', [2, 1]],
    ['training', 'y2', [25, 50]],
    ['test', 'y2', [null, 75]],
    ['learning rate', 'y3', [0.1, 0.05]],
  ]);
  expect(data.every((trace) => trace.xaxis === 'x')).toBe(true);
  expect(layout.xaxis).toMatchObject({ title: { text: 'epoch' }, anchor: 'y3' });
  expect(layout.yaxis2).toMatchObject({ title: { text: 'accuracy (%)' } });
});

test('names each curve once in the legend', () => {
  const { data } = trainingCurvesFigure(epochs);
  expect(data.filter((trace) => trace.showlegend).map((trace) => trace.name)).toEqual([
    'training',
    'test',
    'learning rate',
  ]);
});

test('leaves out a panel of which nothing was measured', () => {
  const { data, layout } = trainingCurvesFigure([
    { epoch: 1, loss: 1 },
    { epoch: 2, loss: 0.5 },
  ]);
  expect(data).toHaveLength(1);
  expect(layout.yaxis2).toBeUndefined();
});

test('refuses epochs without numbers', () => {
  expect(() => trainingCurvesFigure([{ epoch: 1 }])).toThrow('no epoch holds');
});
