import { InputError } from '../../errors.js';
import { defaultDataFolder } from '../data-folder.js';
import { type DatasetName, datasetNames } from '../dataset.js';
import { type LoadDatasetOptions, loadDataset } from '../load-dataset.js';

/** Whether a data set can be used, and if not, why: one sentence. */
export interface DatasetState {
  name: DatasetName;
  ready: boolean;
  detail: string;
}

/** What is there of each data set, verified byte by byte. */
export async function surveyDatasets({
  dataFolder = defaultDataFolder(),
  ...options
}: LoadDatasetOptions = {}): Promise<DatasetState[]> {
  const states: DatasetState[] = [];
  for (const name of datasetNames) {
    try {
      const { train, test } = await loadDataset(name, { dataFolder, ...options });
      const place = name === 'digits' ? 'embedded in the project' : `in ${dataFolder}`;
      states.push({ name, ready: true, detail: `${train.count} training and ${test.count} test images, ${place}` });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      states.push({ name, ready: false, detail: error.message });
    }
  }
  return states;
}
