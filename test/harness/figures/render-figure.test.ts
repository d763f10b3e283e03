import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { InputError } from '../../../lib/errors.js';
import { methodComparisonFigure } from '../../../lib/figures/index.js';
import { compactSvg } from '../../../lib/harness/figures/compact-svg.js';
import { findBrowser, renderFigure, svgOf } from '../../../lib/harness/figures/render-figure.js';

const folder = mkdtempSync(join(tmpdir(), 'longtail-render-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

const figure = methodComparisonFigure([{ method: 'τ', all: { mean: 40 }, many: null, medium: null, few: null }], {
  width: 520,
  height: 420,
});

function hasBrowser(): boolean {
  try {
    return Boolean(findBrowser());
  } catch {
    return false;
  }
}

test.skipIf(!hasBrowser())('draws a PNG of the size of the figure times the scale', async () => {
  const file = join(folder, 'deep', 'figure.png');
  await renderFigure(figure, file, { scale: 2 });
  const png = readFileSync(file);
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1040, 840]);
});

test.skipIf(!hasBrowser())('draws an SVG with its text, beyond ASCII too', async () => {
  const file = join(folder, 'figure.svg');
  await renderFigure(figure, file);
  const svg = readFileSync(file, 'utf8');
  expect(svg.startsWith('<svg')).toBe(true);
  expect(svg).toContain('>τ<');
});

test.skipIf(!hasBrowser())(
  'draws several as SVG in one start of the browser, each time with the same bytes',
  async () => {
    const other = { ...figure, layout: { ...figure.layout, title: { text: 'other' } } };
    const [first, second] = await svgOf([figure, other]);
    expect(first).toContain('>τ<');
    expect(second).toContain('>other<');
    expect((await svgOf([other])).map(compactSvg)).toEqual([compactSvg(second!)]);
  },
);

test('refuses another extension', async () => {
  await expect(renderFigure(figure, 'figure.pdf', { browser: 'any' })).rejects.toThrow('.png or .svg');
});

test('without Chromium says what to install', async () => {
  vi.stubEnv('CHROMIUM', '');
  vi.stubEnv('PATH', folder);
  await expect(renderFigure(figure, join(folder, 'a.png'))).rejects.toThrow(InputError);
  await expect(renderFigure(figure, join(folder, 'a.png'))).rejects.toThrow('needs Chromium');
  vi.stubEnv('CHROMIUM', '/no/such/browser');
  expect(findBrowser).toThrow('/no/such/browser, which does not exist');
});

test('a browser that fails is one sentence', async () => {
  await expect(renderFigure(figure, join(folder, 'a.png'), { browser: '/bin/false' })).rejects.toThrow(
    '/bin/false failed to draw',
  );
});
