export { findItem, type ListedItem, listItems, loadTargets, parseTargets } from './load-targets.js';
export {
  type Better,
  betterDirection,
  type MetricKey,
  type PrintedCell,
  parseMetricKey,
  printedCell,
  printedValue,
} from './printed-cell.js';
export { printedRows, rowNames } from './row-names.js';
export {
  type Paper,
  type PaperId,
  paperIds,
  rowKey,
  type TargetColumn,
  type TargetFigure,
  type TargetItem,
  type TargetRow,
  type Targets,
  type TargetTable,
  targetsSchema,
} from './schema.js';
