import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  cleanNotebook,
  codeCell,
  isClean,
  markdownCell,
  type Notebook,
  readNotebook,
} from '../../../lib/harness/notebook/index.js';
import { projectPath } from '../../../lib/project.js';

const committed: Notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: 'tslab' } },
  cells: [markdownCell('# Title'), codeCell('1', ['parameters'])],
};

function executed(): Notebook {
  const notebook = structuredClone(committed);
  notebook.metadata.longtail = { duration: 1 };
  Object.assign(notebook.cells[1]!, {
    execution_count: 3,
    outputs: [{ output_type: 'stream', name: 'stdout', text: '1' }],
  });
  notebook.cells[1]!.metadata.execution = { 'iopub.status.busy': 'now' };
  notebook.cells.unshift(markdownCell('failed', ['longtail-error-banner']));
  notebook.cells.push(codeCell('epochs = 1', ['injected-parameters']));
  return notebook;
}

test('cleaning an executed notebook gives the committed one', () => {
  expect(isClean(executed())).toBe(false);
  expect(cleanNotebook(executed())).toEqual(committed);
  expect(isClean(committed)).toBe(true);
});

describe('the notebooks of this project', () => {
  const files = readdirSync(projectPath('notebooks'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ipynb') && !file.includes('.ipynb_checkpoints'),
  );
  test('are committed without outputs, counts and timings', () => {
    expect(files.filter((file) => !isClean(readNotebook(projectPath('notebooks', file))))).toEqual([]);
  });
});
