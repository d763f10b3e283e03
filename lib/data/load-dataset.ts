import { readCifar } from './cifar/read-cifar.js';
import { type CifarRelease, cifarReleases } from './cifar/releases.js';
import { defaultDataFolder } from './data-folder.js';
import type { Dataset, DatasetName } from './dataset.js';
import { datasetManifest } from './dataset-manifest.js';
import { readDigits } from './digits/read-digits.js';

export interface LoadDatasetOptions {
  /** The folder that holds the data sets' folders; default LONGTAIL_DATA, else `data/` in the project. */
  dataFolder?: string;
  /** What the CIFAR data sets consist of; default the official releases. */
  releases?: Record<CifarRelease['name'], CifarRelease>;
}

/**
 * A data set from its files, every byte verified against the checksums that the project knows.
 *
 * @throws InputError when there is no such data set, or its files are missing, truncated, swapped or damaged.
 */
export async function loadDataset(
  name: DatasetName,
  { dataFolder = defaultDataFolder(), releases = cifarReleases }: LoadDatasetOptions = {},
): Promise<Dataset> {
  datasetManifest(name);
  return name === 'digits' ? readDigits() : readCifar(dataFolder, releases[name]);
}
