import { lookUp } from '../options.js';
import { cifarReleases, type ReleaseFile, releaseFiles } from './cifar/releases.js';
import type { DatasetName } from './dataset.js';
import { digitsFile } from './digits/read-digits.js';

/** Which files, byte for byte, a data set is. */
export interface DatasetManifest {
  name: DatasetName;
  files: ReleaseFile[];
}

const manifests: Record<DatasetName, DatasetManifest> = {
  digits: { name: 'digits', files: [digitsFile] },
  'cifar-10': { name: 'cifar-10', files: releaseFiles(cifarReleases['cifar-10']) },
  'cifar-100': { name: 'cifar-100', files: releaseFiles(cifarReleases['cifar-100']) },
};

/**
 * The identity of a data set, known without its files being there.
 *
 * @throws InputError when there is no such data set.
 */
export function datasetManifest(name: DatasetName): DatasetManifest {
  return lookUp(manifests, name, 'data set');
}
