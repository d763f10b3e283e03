import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { InputError } from '../../../lib/errors.js';
import { codeCell, parseNotebook, readNotebook, writeNotebook } from '../../../lib/harness/notebook/index.js';

const folder = mkdtempSync(join(tmpdir(), 'longtail-nbformat-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const empty = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] };

function fileWith(content: string): string {
  const file = join(folder, 'notebook.ipynb');
  writeFileSync(file, content);
  return file;
}

test('a written notebook is read back unchanged, with fields that nobody here knows', () => {
  const notebook = parseNotebook(
    { ...empty, metadata: { kernelspec: { name: 'tslab' }, other: 1 }, cells: [{ ...codeCell('1\n2'), extra: true }] },
    'it',
  );
  const file = join(folder, 'written.ipynb');
  writeNotebook(file, notebook);
  expect(readNotebook(file)).toEqual(notebook);
});

describe('what is no notebook is refused in one sentence', () => {
  test.each([
    ['not JSON', '{', 'is not valid JSON'],
    ['an older format', JSON.stringify({ ...empty, nbformat: 3 }), 'is a notebook of nbformat 3'],
    ['another JSON file', '{"name": "package"}', 'is not a notebook of nbformat 4'],
    ['null', 'null', 'is not a notebook of nbformat 4'],
    [
      'a cell without source',
      JSON.stringify({ ...empty, cells: [{ cell_type: 'code', metadata: {} }] }),
      'cells.0.source',
    ],
    [
      'tags that are no list',
      JSON.stringify({ ...empty, cells: [{ cell_type: 'raw', metadata: { tags: 'a' }, source: '' }] }),
      'cells.0.metadata.tags',
    ],
  ])('%s', (_, content, message) => {
    const file = fileWith(content);
    expect(() => readNotebook(file)).toThrow(InputError);
    expect(() => readNotebook(file)).toThrow(message);
    expect(() => readNotebook(file)).toThrow(file);
  });

  test('a missing file', () => {
    expect(() => readNotebook('/no/such.ipynb')).toThrow('/no/such.ipynb');
  });
});
