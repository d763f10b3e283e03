import { expect, test } from 'vitest';
import { logConfusionFigure } from '../../lib/figures/index.js';

const panel = [{ name: 'ERM', confusion: [[1]] }];
const widthWith = (note: string, width?: number) =>
  logConfusionFigure(panel, { classCounts: [1], note, width }).layout.width;

test('a figure is as wide as its note, unless it is told how wide to be', () => {
  const note = 'features of a real model: CIFAR-100-LT, IF 100, 20 epochs; shortened; first seed';
  expect(widthWith(note)).toBeGreaterThan(widthWith('shortened'));
  expect(widthWith(note)).toBeGreaterThan(6 * note.length);
  expect(widthWith(note, 300)).toBe(300);
});
