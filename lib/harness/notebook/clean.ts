import { isDeepStrictEqual } from 'node:util';
import { bannerTag } from './execution-error.js';
import { type Cell, hasTag, type Notebook } from './nbformat.js';
import { injectedTag } from './parameters.js';

/** A copy of the notebook as it is committed: no outputs, counts, timings, or traces of a run. */
export function cleanNotebook(notebook: Notebook): Notebook {
  const { longtail: _run, widgets: _widgets, ...metadata } = notebook.metadata;
  return { ...notebook, metadata, cells: notebook.cells.filter((cell) => !isOfARun(cell)).map(cleanCell) };
}

/** Whether the notebook holds nothing that a run left behind. */
export function isClean(notebook: Notebook): boolean {
  return isDeepStrictEqual(cleanNotebook(notebook), notebook);
}

/** Cells that the harness adds: injected parameters and the banner of a failed run. */
function isOfARun(cell: Cell): boolean {
  return hasTag(cell, injectedTag) || hasTag(cell, bannerTag);
}

function cleanCell(cell: Cell): Cell {
  const { execution: _timing, collapsed: _collapsed, scrolled: _scrolled, ...metadata } = cell.metadata;
  if (cell.cell_type !== 'code') return { ...cell, metadata };
  return { ...cell, metadata, execution_count: null, outputs: [] };
}
