import { type DatasetState, defaultDataFolder, surveyDatasets } from '../../data/index.js';
import { type EngineName, type EngineSurvey, startEngine, surveyEngines } from '../../engine/index.js';
import { RunStore } from '../../experiment/index.js';
import { findBrowser } from '../figures/render-figure.js';
import { Kernel } from '../kernel/index.js';
import { alignColumns } from '../text-table.js';

/** Everything that decides what can be run here. */
export interface Diagnosis {
  /** The engine that would compute; null when none can. */
  engine: string | null;
  device: string | null;
  instructionSet: string | null;
  threads: number | null;
  engineDetail: string;
  engines: EngineSurvey[];
  dataFolder: string;
  datasets: DatasetState[];
  kernel: { ready: boolean; detail: string };
  /** Chromium, for figures as files. */
  browser: { ready: boolean; detail: string };
  store: string;
  node: string;
}

/** Looks at engines, data sets, the notebook kernel and the browser; a missing piece is told, not thrown. */
export async function diagnose({ engine }: { engine?: EngineName | 'auto' } = {}): Promise<Diagnosis> {
  const chosen = await startEngine({ engine }).catch((error: Error) => error);
  const working = chosen instanceof Error ? null : chosen;
  return {
    engine: working?.name ?? null,
    device: working?.device ?? null,
    instructionSet: working?.instructionSet ?? null,
    threads: working?.threads ?? null,
    engineDetail: chosen instanceof Error ? chosen.message : chosen.detail,
    engines: await surveyEngines(),
    dataFolder: defaultDataFolder(),
    datasets: await surveyDatasets(),
    kernel: await attempt(async () => {
      const kernel = await Kernel.launch({});
      const { implementation } = kernel.info;
      await kernel.shutdown();
      return `${implementation} answers`;
    }),
    browser: await attempt(async () => findBrowser()),
    store: new RunStore().folder,
    node: process.version,
  };
}

async function attempt(action: () => Promise<string>): Promise<{ ready: boolean; detail: string }> {
  try {
    return { ready: true, detail: await action() };
  } catch (error) {
    return { ready: false, detail: (error as Error).message };
  }
}

const mark = (ready: boolean) => (ready ? 'yes' : 'no');

/** The diagnosis for people. */
export function renderDiagnosis(diagnosis: Diagnosis): string {
  const { engines, engineDetail, datasets, kernel, browser, dataFolder, store, node } = diagnosis;
  return [
    `Computes: ${engineDetail}`,
    '',
    alignColumns([
      ['engine', 'available', ''],
      ...engines.map(({ name, available, automatic, detail }) => [
        name,
        available && !automatic ? 'by name' : mark(available),
        detail,
      ]),
    ]),
    '',
    alignColumns([
      ['data set', 'ready', `in ${dataFolder}`],
      ...datasets.map(({ name, ready, detail }) => [name, mark(ready), detail]),
    ]),
    '',
    alignColumns([
      ['besides', 'ready', ''],
      ['kernel', mark(kernel.ready), kernel.detail],
      ['browser', mark(browser.ready), browser.detail],
    ]),
    '',
    `Runs are kept in ${store}. Node ${node}.`,
  ].join('\n');
}
