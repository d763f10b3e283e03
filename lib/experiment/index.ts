export { type SweepOptions, sweepAdjustment } from './adjustment-sweep.js';
export { hasFeatures, runsAtHand } from './at-hand.js';
export { bestEpochAccuracy } from './best-epoch-accuracy.js';
export { cifarColumn, longTailedCifars } from './cifar-columns.js';
export { classNamesOf } from './class-names-of.js';
export { classSeries } from './class-series.js';
export { codeFingerprint, computingFiles } from './code-fingerprint.js';
export {
  describeConfiguration,
  networkName,
  parseConfiguration,
  type RunConfiguration,
  type RunConfigurationInput,
  type StageOneConfiguration,
  type StageOneInput,
  type StageTwoInput,
  stageOneOf,
} from './configuration.js';
export { type ConfirmRunOptions, confirmRun } from './confirm-run.js';
export { type EnsurePlanOptions, ensurePlan, type PlannedResult } from './ensure-plan.js';
export { type EnsureRunOptions, ensureRun } from './ensure-run.js';
export { balancedError, frequencyGroupErrors, shotGroupErrors } from './error-rates.js';
export { formulaOf } from './formula.js';
export { configurationHash } from './identity.js';
export { imageCounts } from './image-counts.js';
export type { RunEvent } from './messages.js';
export { type Pair, pairsByColumn } from './pairs-by-column.js';
export {
  asPrinted,
  dbmLarge,
  type LongTailedCifar,
  labelOf,
  type Pipeline,
  type Protocol,
  protocols,
} from './protocols/index.js';
export { currentCommit } from './provenance.js';
export type { Item, Plan, PlannedRun, Recipe, Reproduction, Tier } from './recipe.js';
export { closedForm, itemOf, reproductions, seedsOf, tiers } from './recipe.js';
export { commitSchema, engineSchema, type Measurements, parseRecord, type RunRecord } from './record.js';
export { reweightedLate } from './reweighted-late.js';
export { adjusted, cells, type Method, only, type TrainedChanges, trained } from './row.js';
export { type RunOutputs, type RunOutputsOptions, runOutputs } from './run-outputs.js';
export type { Setting } from './setting.js';
export { committedFeatures, longTailedDigits, shortCifar } from './shared-settings.js';
export { shotGroupAccuracy } from './shot-group-accuracy.js';
export { type FoundRun, type Provenance, RunStore } from './store.js';
