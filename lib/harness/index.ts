export * from './compare/index.js';
export { renderFigure } from './figures/render-figure.js';
export { executeNotebook, type NotebookExecution } from './notebook/index.js';
export { printedCell, printedValue } from './targets/index.js';
