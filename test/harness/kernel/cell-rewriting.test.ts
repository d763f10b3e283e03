import typescript from 'typescript';
import { describe, expect, test } from 'vitest';
import { hasTopLevelAwait, spellOutNames } from '../../../lib/harness/kernel/cell-rewriting.js';

describe('spellOutNames', () => {
  test.each([
    ['f({ a, b: c, d })', 'f({ a: a, b: c, d: d })'],
    ['const { a: x, b } = y', 'const { "a": x, b } = y'],
    ['const { a: { b: x = 1 } } = y', 'const { "a": { "b": x = 1 } } = y'],
    ['function f({ a: x }: T) {}', 'function f({ "a": x }: T) {}'],
    ['const [a, ...rest] = y; const s = { ...rest };', 'const [a, ...rest] = y; const s = { ...rest };'],
    ["const text = '{ a }'; // { a }", "const text = '{ a }'; // { a }"],
    ['const { "a": x, [k]: z } = y', 'const { "a": x, [k]: z } = y'],
  ])('%s', (source, expected) => {
    expect(spellOutNames(typescript, source)).toBe(expected);
  });

  test('keeps every line where it was', () => {
    const source = 'const o = {\n  a,\n  b\n};\nconst { c: d } = o;';
    expect(spellOutNames(typescript, source).split('\n')).toHaveLength(source.split('\n').length);
  });
});

describe('hasTopLevelAwait', () => {
  test.each([
    'await f()',
    'await (f())',
    'await [1]',
    'for await (const x of y) {}',
    'if (a) { const b = await (c); }',
  ])('yes: %s', (source) => {
    expect(hasTopLevelAwait(typescript, source)).toBe(true);
  });

  test.each([
    'async () => { await f() }',
    'class A { async m() { await (f()) } }',
    "'await'",
    '// await (x)',
    'async function f() { for await (const x of y) {} }',
  ])('no: %s', (source) => {
    expect(hasTopLevelAwait(typescript, source)).toBe(false);
  });
});
