import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { PlotlyFigure } from '../../../lib/figures/index.js';
import { picturesOf, saveFigures } from '../../../lib/harness/figures/save-figures.js';

const figure = (text: string): PlotlyFigure => ({ data: [], layout: { width: 1, height: 1, title: { text } } });
const draw = vi.fn(async (figures: readonly PlotlyFigure[]) =>
  figures.map(({ layout }) => `<svg>${layout.title.text}</svg>`),
);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'longtail-figures-'));
  draw.mockClear();
});

const save = async (...figures: string[]) => {
  const notebooks = [{ notebook: 'marc/figure-1', figures: figures.map(figure) }];
  const changed = await saveFigures(notebooks, { tier: 'quick', folder, draw });
  return changed.map((file) => relative(folder, file));
};

describe('the figures of a notebook', () => {
  test('are saved under its name, counted from one', async () => {
    expect(await save('a', 'b')).toEqual(['quick/marc/figure-1-1.svg', 'quick/marc/figure-1-2.svg']);
    expect(readFileSync(join(folder, 'quick/marc/figure-1-2.svg'), 'utf8')).toMatch(
      /^<svg data-figure="[0-9a-f]{16}" [^>]*>b<\/svg>\n$/,
    );
  });

  test('are drawn again only when they have changed, and removed when they are gone', async () => {
    await save('a', 'b');
    expect(await save('a', 'b')).toEqual([]);
    expect(await save('a', 'c')).toEqual(['quick/marc/figure-1-2.svg']);
    expect(await save('a')).toEqual(['quick/marc/figure-1-2.svg']);
    expect(draw).toHaveBeenCalledTimes(2);
    const files = picturesOf('marc/figure-1', { tier: 'quick', folder });
    expect(files.map((file) => relative(folder, file))).toEqual(['quick/marc/figure-1-1.svg']);
  });

  test('all stay as they are when they cannot be drawn', async () => {
    await save('a', 'b');
    draw.mockRejectedValueOnce(new Error('no browser'));
    await expect(save('c')).rejects.toThrow('no browser');
    expect(picturesOf('marc/figure-1', { tier: 'quick', folder })).toHaveLength(2);
  });

  test('leave those of other notebooks alone', async () => {
    await save('a');
    await saveFigures([{ notebook: 'marc/figure-1-1', figures: [figure('x')] }], { tier: 'quick', folder, draw });
    await save();
    expect(picturesOf('marc/figure-1-1', { tier: 'quick', folder })).toHaveLength(1);
  });

  test('are drawn some at a time', async () => {
    await save(...Array.from({ length: 50 }, (_, i) => `figure ${i}`));
    expect(draw.mock.calls.map(([figures]) => figures.length)).toEqual([24, 24, 2]);
  });
});
