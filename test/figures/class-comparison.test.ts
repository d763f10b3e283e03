import { expect, test } from 'vitest';
import { InputError } from '../../lib/errors.js';
import { classComparisonFigure } from '../../lib/figures/index.js';

const classCounts = [50, 5000, 500];
const classNames = ['tail', 'head', 'middle'];

test('sorts classes, names and values from head to tail', () => {
  const { data, layout } = classComparisonFigure(classCounts, [{ name: 'before', values: [1, 9, null] }], {
    classNames,
  });
  expect(data[0]).toMatchObject({ type: 'bar', name: 'before', x: [0, 1, 2], y: [9, null, 1] });
  expect(layout.xaxis).toMatchObject({ ticktext: ['head<br>5,000', 'middle<br>500', 'tail<br>50'] });
});

test('whiskers follow the order of the classes', () => {
  const series = [{ name: 'norm', values: [1, 9, 5], spread: [0.1, 0.9, null] }];
  const [bars] = classComparisonFigure(classCounts, series).data;
  expect(bars!.error_y).toMatchObject({ array: [0.9, 0, 0.1], visible: true });
  expect(() => classComparisonFigure(classCounts, [{ ...series[0]!, spread: [1] }])).toThrow("The spread of 'norm'");
});

test('equal counts keep the order of the classes', () => {
  const { data } = classComparisonFigure([5, 5, 9], [{ name: 'a', values: [1, 2, 3] }]);
  expect(data[0]!.y).toEqual([3, 1, 2]);
});

test('names quantity and unit, and writes both in heading and axis', () => {
  const { layout } = classComparisonFigure(classCounts, [], { quantity: 'accuracy', unit: '%', note: 'digits' });
  expect(layout.title.text).toContain('Accuracy by class');
  expect(layout.title.text).toContain('digits');
  expect(layout.yaxis).toMatchObject({ title: { text: 'accuracy (%)' } });
});

test('draws lines over ranks when there are too many classes for bars', () => {
  const many = Array.from({ length: 100 }, (_, index) => 500 - 4 * index);
  const { data, layout } = classComparisonFigure(many, [{ name: 'a', values: many }]);
  expect(data[0]).toMatchObject({ type: 'scatter', mode: 'lines+markers' });
  expect((layout.xaxis as { ticktext: string[] }).ticktext.at(-1)).toBe('100<br>104');
});

test('series differ in colour', () => {
  const series = Array.from({ length: 6 }, (_, index) => ({ name: `${index}`, values: [1, 2, 3] }));
  const { data } = classComparisonFigure(classCounts, series);
  expect(new Set(data.map((trace) => (trace.marker as { color: string }).color)).size).toBe(6);
});

test('a simulated figure says so, another does not', () => {
  const marks = (simulated: boolean) =>
    (classComparisonFigure(classCounts, [], { simulated }).layout.annotations as { text: string }[]).map(
      ({ text }) => text,
    );
  expect(marks(true)).toEqual(['<b>simulated</b>']);
  expect(marks(false)).toEqual([]);
});

test('refuses a series of another length', () => {
  const draw = () => classComparisonFigure(classCounts, [{ name: 'before', values: [1, 2] }]);
  expect(draw).toThrow(InputError);
  expect(draw).toThrow("Series 'before' has 2 entries for 3 classes");
});
