export * from './compare/index.js';
export { executeNotebook, type NotebookExecution } from './notebook/index.js';
export { renderFigure } from './render-figure.js';
export { printedCell, printedValue } from './targets/index.js';
