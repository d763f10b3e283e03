export {
  type AcceptedClaim,
  type AcceptedMetric,
  acceptBaseline,
  type Baseline,
  type BaselineFolderOptions,
  baselinePath,
  baselineSchema,
  inContinuousIntegration,
  readBaseline,
  readBaselines,
  writeBaseline,
} from './baseline.js';
export {
  type Claim,
  type EvaluateClaimOptions,
  evaluateClaim,
  evaluateClaims,
  type ValuesBySeed,
  valuesBySeed,
} from './claims.js';
export { exactEngineClasses, looseTolerance, significanceLevel, type ValueVerdict } from './compare-metric.js';
export {
  type ClaimGateVerdict,
  type GatedClaim,
  type GatedMetric,
  type GateProblem,
  type GateReport,
  gateNotebook,
  type MetricVerdict,
} from './gate.js';
export { compareWithPaper, type PaperComparison, type PaperVerdict, paperTolerance } from './paper.js';
export {
  closerToUniform,
  decreasesAlong,
  doesNotDecreaseAlong,
  type EqualsOptions,
  type ExceedsOptions,
  equals,
  exceeds,
  exceedsSome,
  increasesAlong,
  increasesWith,
  kendall,
  type ListSource,
  type Measurement,
  nearer,
  type Predicate,
  type SpreadOptions,
  type TrendOptions,
} from './predicates.js';
export { publishClaims } from './publish-claims.js';
export {
  type ClaimResult,
  claimResultSchema,
  claimVerdicts,
  type MetricResult,
  metricResultSchema,
  type NotebookResults,
  type Provenance,
  provenanceSchema,
} from './results.js';
export {
  checkTolerance,
  checkTolerances,
  fitsPattern,
  resolveTolerance,
  type Tolerance,
} from './tolerance.js';
