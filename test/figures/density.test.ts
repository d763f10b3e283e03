import { describe, expect, test } from 'vitest';
import { densityFigure } from '../../lib/figures/index.js';

const options = { xTitle: 'confidence', yTitle: 'accuracy' };
const panel = {
  title: 'ERM',
  points: [
    { x: 0.9, y: 0.4, hover: 'cat · 50 images' },
    { x: 0.8, y: 0.5 },
  ],
};

describe('a joint density', () => {
  test('is highest where the points lie, and one there', () => {
    const [contour] = densityFigure([panel], options).data;
    const { x, y, z } = contour as unknown as { x: number[]; y: number[]; z: number[][] };
    const cells = z.flatMap((row, i) => row.map((height, j) => ({ height, at: [x[j]!, y[i]!] })));
    const { height, at } = cells.reduce((a, b) => (b.height > a.height ? b : a));
    expect(height).toBe(1);
    expect(at).toBeAllclose([0.85, 0.45], { absolute: 0.06 });
  });

  test('shows the points over the diagonal, with what they stand for', () => {
    const { data } = densityFigure([panel], options);
    expect(data.map(({ name }) => name)).toEqual(['density', 'y = x', 'points']);
    expect(data[2]).toMatchObject({ x: [0.9, 0.8], y: [0.4, 0.5], text: ['cat · 50 images', ''] });
  });

  test('needs points in each panel', () => {
    expect(() => densityFigure([], options)).toThrow(/no points to draw: give/);
    expect(() => densityFigure([panel, { title: 'mixup', points: [] }], options)).toThrow(/in 'mixup'/);
  });
});
