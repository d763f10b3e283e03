import type { KernelFaultKind } from '../kernel/index.js';
import { type Cell, hasTag, markdownCell, type Notebook } from './nbformat.js';

/** Why a notebook's execution failed. */
export interface ExecutionError {
  /** 'cell': a cell threw or did not compile. 'publication': two cells published the same key. Else the kernel's fault. */
  kind: 'cell' | 'publication' | KernelFaultKind;
  /** Name of what was thrown, such as 'InputError' or 'TypeScriptError'. */
  name: string;
  message: string;
  traceback: string[];
}

/** Tag of the cells that `addErrorBanner` adds. */
export const bannerTag = 'longtail-error-banner';

/** Puts a red cell with the error and a link on top of the notebook, and a red anchor above the failing cell. */
export function addErrorBanner(notebook: Notebook, failedCell: Cell | null, error: ExecutionError): void {
  const red = (html: string) => `<span style="color:#B3261E;font-size:120%;font-weight:bold">${html}</span>`;
  const what = escapeMarkdown(`${error.name}: ${error.message.split('\n')[0]}`);
  const position = failedCell ? notebook.cells.indexOf(failedCell) : -1;
  if (position >= 0) {
    notebook.cells.splice(
      position,
      0,
      markdownCell(`<a id="longtail-error"></a>${red('Execution stopped in the cell below.')}`, [bannerTag]),
    );
  }
  const where = position >= 0 ? ' <a href="#longtail-error">Go to the cell</a>' : '';
  notebook.cells.unshift(markdownCell(`${red(`This run failed. ${what}`)}${where}`, [bannerTag]));
}

/** Removes what `addErrorBanner` added, for the notebook is executed anew. */
export function removeErrorBanners(notebook: Notebook): void {
  notebook.cells = notebook.cells.filter((cell) => !hasTag(cell, bannerTag));
}

function escapeMarkdown(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[*_`[\]\\]/g, '\\$&');
}
