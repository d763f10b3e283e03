import { expect, test } from 'vitest';
import { compactSvg } from '../../../lib/harness/figures/compact-svg.js';

const text = (x: string, label: string) =>
  `<text class="t" data-notex="1" x="${x}" style="font-family: Inter, sans-serif; font-size: 11px; fill-opacity: 1; opacity: 1; white-space: pre;">${label}</text>`;

test('rounds coordinates and says once what texts repeat, sorts attributes, and leaves labels and opacities alone', () => {
  const svg = `<svg width="10.5">${text('1.23456', '0.6251')}${text('-0.0001', 'b')}<path d="M1.001,2.5e-1" style="fill-opacity: 0.5; opacity: 1;"/><g class="empty"/></svg>`;
  expect(compactSvg(svg)).toBe(
    '<svg style="font-family: Inter, sans-serif; white-space: pre;" width="10.5">' +
      '<text style="font-size: 11px" x="1.23">0.6251</text><text style="font-size: 11px" x="0">b</text>' +
      '<path d="M1,2.5e-1" style="fill-opacity: 0.5"/></svg>',
  );
});

test('leaves other fonts where they are', () => {
  const svg = `<svg>${text('1', 'a')}${text('2', 'b')}<text style="font-family: Arial;">c</text></svg>`;
  expect(compactSvg(svg)).toContain('<text style="font-family: Arial">c</text>');
});
