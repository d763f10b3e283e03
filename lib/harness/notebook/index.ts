export { cleanNotebook, isClean } from './clean.js';
export {
  type ExecuteNotebookOptions,
  executeNotebook,
  type NotebookExecution,
  type NotebookProgress,
} from './execute-notebook.js';
export type { ExecutionError } from './execution-error.js';
export {
  type Cell,
  type CellOutput,
  codeCell,
  markdownCell,
  type Notebook,
  parseNotebook,
  readNotebook,
  writeNotebook,
} from './nbformat.js';
export { type ParameterValue, parameterNames } from './parameters.js';
export { collectPublications, type Publications } from './publications.js';
