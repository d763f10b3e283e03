import { type DatasetName, defaultDataFolder, installDataset, surveyDatasets } from '../../data/index.js';
import { ProgressLine } from '../reproduction/progress-line.js';
import { alignColumns } from '../text-table.js';

export interface DataCommandOptions {
  from?: string;
  folder?: string;
  json?: boolean;
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;

/** `longtail data NAME`: puts a data set in place; without a name, what is there. */
export async function dataCommand(name: DatasetName | undefined, { from, folder, json }: DataCommandOptions) {
  const dataFolder = folder ?? defaultDataFolder();
  if (name === undefined) {
    const states = await surveyDatasets({ dataFolder });
    console.log(
      json
        ? JSON.stringify(states, null, 2)
        : alignColumns(states.map((state) => [state.name, state.ready ? 'ready' : 'missing', state.detail])),
    );
    return;
  }
  const installed = await install(name, { from, dataFolder });
  const place = installed.folder === null ? 'embedded in the project' : `in ${installed.folder}`;
  console.log(json ? JSON.stringify(installed, null, 2) : `${name}: ${installed.status}, verified, ${place}`);
}

async function install(name: DatasetName, { from, dataFolder }: { from?: string; dataFolder: string }) {
  const progress = new ProgressLine();
  try {
    return await installDataset(name, {
      from,
      dataFolder,
      onProgress: ({ bytes, total }) =>
        progress.show(`${name}: ${megabytes(bytes)}${total === null ? '' : ` of ${megabytes(total)}`}`),
    });
  } finally {
    progress.clear();
  }
}
