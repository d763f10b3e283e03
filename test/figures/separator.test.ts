import { describe, expect, test } from 'vitest';
import { type SeparatorPanel, separatorFigure } from '../../lib/figures/index.js';

const panel: SeparatorPanel = {
  title: 'imbalanced',
  groups: [
    { name: 'positive', x: [1, 2], y: [1, 1] },
    { name: 'negative', x: [-1], y: [-1] },
    { name: 'generated', x: [0], y: [1], classIndex: 1, open: true },
  ],
  lines: [
    { name: 'learned', weights: [1, 1], bias: -1 },
    { name: 'ideal', weights: [1, 1], bias: 0, reference: true },
  ],
};

describe('a figure of separators', () => {
  test('draws lines where w · x + b is zero', () => {
    const { data } = separatorFigure([panel]);
    const { x, y } = data.find(({ name }) => name === 'learned') as unknown as { x: number[]; y: number[] };
    expect(x.map((value, i) => value + y[i]! - 1)).toBeAllclose([0, 0, 0]);
  });

  test('gives generated points the colour of their class, as rings', () => {
    const marker = (name: string) =>
      separatorFigure([panel]).data.find((trace) => trace.name === name)!.marker as { color: string; symbol: string };
    expect(marker('generated').color).toBe(marker('negative').color);
    expect(marker('generated').symbol).toBe('circle-open');
    expect(marker('positive').color).not.toBe(marker('negative').color);
  });

  test('shows a square of equal scale around all points', () => {
    const { layout } = separatorFigure([panel]);
    expect(layout.xaxis).toMatchObject({ range: [-2.1, 2.1] });
    expect(layout.yaxis).toMatchObject({ range: [-2.1, 2.1], scaleanchor: 'x' });
  });

  test('names each group and line once, though panels repeat them', () => {
    const { data } = separatorFigure([panel, { ...panel, title: 'balanced' }]);
    expect(data.filter(({ showlegend }) => showlegend).map(({ name }) => name)).toEqual([
      'positive',
      'negative',
      'generated',
      'learned',
      'ideal',
    ]);
  });

  test('explains what is missing', () => {
    expect(() => separatorFigure([])).toThrow(/at least one panel/);
    expect(() => separatorFigure([{ groups: [{ name: 'few', x: [1], y: [] }], lines: [] }])).toThrow(
      /'few' have 1 and 0/,
    );
    expect(() => separatorFigure([{ groups: [], lines: [{ name: 'none', weights: [0, 0], bias: 1 }] }])).toThrow(
      /'none' has no direction/,
    );
  });
});
