import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type JupyterMessage, lateFailurePrefix } from '../../../lib/harness/kernel/index.js';
import { codeCell } from '../../../lib/harness/notebook/index.js';
import { type DisplayRegistry, OutputCollector } from '../../../lib/harness/notebook/output-collector.js';

const folder = mkdtempSync(join(tmpdir(), 'longtail-outputs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function collect(maximumCharacters = 1000, spillFile: string | null = null, displays: DisplayRegistry = new Map()) {
  const cell = codeCell('');
  const collector = new OutputCollector(cell, displays, { maximumCharacters, spillFile });
  const add = (msg_type: string, content: object) => collector.add({ header: { msg_type }, content } as JupyterMessage);
  const stream = (text: string, name = 'stdout') => add('stream', { name, text });
  return { cell, collector, add, stream };
}

test('text of one stream is joined, in the order of the streams', () => {
  const { cell, stream } = collect();
  stream('a');
  stream('b');
  stream('c', 'stderr');
  stream('d');
  expect(cell.outputs).toEqual([
    { output_type: 'stream', name: 'stdout', text: 'ab' },
    { output_type: 'stream', name: 'stderr', text: 'c' },
    { output_type: 'stream', name: 'stdout', text: 'd' },
  ]);
});

test('a flood is cut once and goes on in a file', () => {
  const spillFile = join(folder, 'deep', 'cell-1.txt');
  const { cell, stream } = collect(10, spillFile);
  for (const text of ['12345678', '90abc', 'def']) stream(text);
  expect(cell.outputs).toHaveLength(1);
  expect(cell.outputs![0]!.text).toBe('1234567890\n[output cut after 10 characters; the rest is in cell-1.txt]\n');
  expect(readFileSync(spillFile, 'utf8')).toBe('abcdef');
});

test('without a file the rest is dropped, and the notebook says so', () => {
  const { cell, stream } = collect(3);
  stream('12345');
  expect(cell.outputs![0]!.text).toContain('the rest was dropped');
});

test('display data beyond all measure is left out with a note', () => {
  const { cell, add } = collect(100);
  add('display_data', { data: { 'text/plain': 'x'.repeat(5000) } });
  add('display_data', { data: { 'text/plain': 'small' } });
  expect(cell.outputs!.map(({ output_type }) => output_type)).toEqual(['stream', 'display_data']);
});

test('a display is updated in place, in an earlier cell too', () => {
  const displays: DisplayRegistry = new Map();
  const [first, second] = [collect(1000, null, displays), collect(1000, null, displays)];
  first.add('display_data', { data: { 'text/plain': '0 %' }, transient: { display_id: 'bar' } });
  second.add('update_display_data', { data: { 'text/plain': '100 %' }, transient: { display_id: 'bar' } });
  expect(first.cell.outputs).toEqual([{ output_type: 'display_data', data: { 'text/plain': '100 %' }, metadata: {} }]);
  expect(second.cell.outputs).toEqual([]);
});

test('JSON that came as text becomes an object, other text does not', () => {
  const { cell, add } = collect();
  add('display_data', {
    data: { 'application/vnd.x.v1+json': '{"a":1}', 'application/json': 'broken', 'text/plain': '{}' },
  });
  expect(cell.outputs![0]!.data).toEqual({
    'application/vnd.x.v1+json': { a: 1 },
    'application/json': 'broken',
    'text/plain': '{}',
  });
});

test('clear_output clears, and the cell stays the owner of its outputs', () => {
  const { cell, add, stream } = collect();
  stream('a');
  add('clear_output', {});
  stream('b');
  expect(cell.outputs!.map(({ text }) => text)).toEqual(['b']);
});

test('finds an error that came after its cell', () => {
  const { collector, stream } = collect();
  stream(`${lateFailurePrefix}Error: too late\n    at x\n`, 'stderr');
  expect(collector.lateFailure).toBe('Error: too late');
});
