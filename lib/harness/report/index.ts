export { buildReport, type NotebookRun, reportNotebook } from './build-report.js';
export {
  formatDifference,
  formatMeanAndSpread,
  formatNumber,
  formatSeconds,
  formatValue,
} from './format.js';
export { renderHtml } from './html.js';
export { renderJUnit } from './junit.js';
export { renderMarkdown, renderMarkdownTable } from './markdown.js';
export {
  type NotebookReport,
  type ReportedClaim,
  type ReportedFigure,
  type ReportedMetric,
  type ReproductionReport,
  reproductionReportSchema,
} from './model.js';
export { type PaperTable, paperTables } from './paper-table.js';
export { readReport, writeReport } from './report-file.js';
export { exitCode, type ReportSummary, summarizeReport } from './summary.js';
export { type RenderTerminalOptions, renderTerminal } from './terminal.js';
export { type Paint, painter, wantsColour } from './terminal-colour.js';
