export type { Augmentation, AugmentationDefinition } from './augmentation/augmentation.js';
export { type Normaliser, normaliser } from './augmentation/normalise.js';
export { augmentationOptions, augmentations, createAugmentation } from './augmentation/registry.js';
export { type Batches, type CreateBatchesOptions, createBatches, startBatchWorker } from './batches/create-batches.js';
export { type Batch, makeBatches } from './batches/make-batches.js';
export {
  type BatchesOptions,
  type BatchPlan,
  batchesPerEpoch,
  type NamedMixing,
  planBatches,
} from './batches/plan.js';
export { type CifarRelease, cifarNormalisation, cifarReleases, type ReleaseFile } from './cifar/releases.js';
export { figureClassNames } from './class-names.js';
export { defaultDataFolder } from './data-folder.js';
export {
  type Dataset,
  type DatasetName,
  datasetNames,
  type ImageShape,
  type LabelledImages,
  type Normalisation,
  type SplitName,
} from './dataset.js';
export { type DatasetManifest, datasetManifest } from './dataset-manifest.js';
export type { DownloadProgress } from './installation/download.js';
export { type InstallDatasetOptions, type InstalledDataset, installDataset } from './installation/install-dataset.js';
export { type DatasetState, surveyDatasets } from './installation/survey-datasets.js';
export { type LoadDatasetOptions, loadDataset } from './load-dataset.js';
export {
  type LongTailedClassCountsOptions,
  type LongTailProfile,
  longTailedClassCounts,
} from './long-tail/class-counts.js';
export { frequencyGroups } from './long-tail/frequency-groups.js';
export {
  type ShotGroupRule,
  type ShotGroups,
  type ShotGroupsOptions,
  shotGroupRules,
  shotGroups,
} from './long-tail/shot-groups.js';
export { type LongTailedSubsetOptions, longTailedSubset } from './long-tail/subset.js';
export type { Mixed, Mixing, MixingContext, MixingDefinition } from './mixing/mixing.js';
export { createMixing, mixingOptions, mixings } from './mixing/registry.js';
export type { Named } from './named.js';
export { powersOfShares } from './samplers/class-counts.js';
export { weightedDraw } from './samplers/draw.js';
export { createSampler, samplerOptions, samplers } from './samplers/registry.js';
export type { EpochOfRun, Sampler, SamplerDefinition } from './samplers/sampler.js';
