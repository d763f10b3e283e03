export {
  connectDisplay,
  type DisplayMessage,
  type DisplayOptions,
  type DisplaySink,
  display,
  isHeadless,
  isInNotebook,
  type MimeBundle,
} from './display.js';
export { escapeHtml, scriptJson } from './html.js';
export { mimeTypes } from './mime-types.js';
export { plotlyScriptFile } from './plotly-script.js';
export {
  type ClaimEvidence,
  type ClaimOptions,
  type ClaimVerdict,
  type PublishedClaim,
  publishClaim,
} from './publish-claim.js';
export { publishClasses } from './publish-classes.js';
export { type CurveAxis, publishCurve, publishSweep } from './publish-curve.js';
export {
  type MetricOptions,
  type MetricProvenance,
  type PublishedMetric,
  publishMetric,
  type SeedValue,
} from './publish-metric.js';
export { type PublishResultOptions, publishResult } from './publish-result.js';
export { publishValues } from './publish-values.js';
export { plainTitle, showFigure } from './show-figure.js';
export { type Progress, type ProgressOptions, showProgress } from './show-progress.js';
export { showTable, type TableOptions } from './show-table.js';
export type { FrameLike, TableRow } from './table-data.js';
