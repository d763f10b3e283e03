import type { RunConfiguration, RunStore, StageOneConfiguration, Tier } from '../../experiment/index.js';
import type { RecipeNotebook } from '../recipes.js';
import { plannedRuns, runsOf, withBases } from '../reproduction/make-runs.js';
import { type DeviceRates, measuredRates } from './measured-rates.js';
import { kindOf, networkOf, trainedImages } from './workload.js';

/** Distinct runs of a stage, and the records of them that are at hand. */
export interface StageCount {
  runs: number;
  /** Records by the code that stands here. */
  current: number;
  /** Committed records of older code or of another class of engines. */
  stale: number;
}

export interface PaperPlan {
  paper: string;
  /** Runs of all items, each as often as an item asks for it. */
  asked: number;
  stageOne: number;
  stageTwo: number;
}

/** What the missing runs cost on a device that made some of the records at hand. */
export interface DeviceCost {
  engine: string;
  device: string;
  threads: number;
  /** What the missing stage-one runs are, and how fast the device trained such; null where it trained none. */
  kinds: { kind: string; runs: number; imagesPerSecond: number | null; measuredOn: string | null; records: number }[];
  /** Null where a kind has no rate on this device. */
  stageOneSeconds: number | null;
  stageTwoSeconds: number | null;
}

export interface TierPlan {
  tier: Tier;
  papers: PaperPlan[];
  stageOne: StageCount;
  stageTwo: StageCount;
  /** Images that the missing stage-one runs train on, see `trainedImages`. */
  missingImages: number;
  costs: DeviceCost[];
}

export interface PlanTierOptions {
  tier: Tier;
  seeds?: number;
  store: RunStore;
  engineClass: string;
}

/** The distinct runs that notebooks need at a tier, shared across papers, those at hand, and what the rest costs. */
export async function planTier(notebooks: RecipeNotebook[], options: PlanTierOptions): Promise<TierPlan> {
  const { tier, seeds, store, engineClass } = options;
  const runs = withBases(plannedRuns(notebooks, { tier, seeds }));
  const found = new Map(runs.map((run) => [run, store.find(run, engineClass)]));
  const missing = runs.filter((run) => !found.get(run));
  const count = (stage: 'one' | 'two'): StageCount => {
    const ofStage = runs.filter((run) => run.stage === stage);
    const stale = ofStage.filter((run) => found.get(run)?.provenance === 'stale').length;
    return { runs: ofStage.length, current: ofStage.filter((run) => found.get(run)).length - stale, stale };
  };
  const stageOne = missing.filter((run) => run.stage === 'one');
  const images = await Promise.all(stageOne.map(trainedImages));
  const rates = await measuredRates(store.records());
  return {
    tier,
    papers: papersOf(notebooks, { tier, seeds }),
    stageOne: count('one'),
    stageTwo: count('two'),
    missingImages: images.reduce((sum, each) => sum + each, 0),
    costs: rates.map((device) => costOf(missing, images, device)),
  };
}

function papersOf(notebooks: RecipeNotebook[], options: { tier: Tier; seeds?: number }): PaperPlan[] {
  return [...new Set(notebooks.map(({ paper }) => paper))].map((paper) => {
    const ofPaper = notebooks.filter((notebook) => notebook.paper === paper);
    const runs = withBases(plannedRuns(ofPaper, options));
    const stageOne = runs.filter(({ stage }) => stage === 'one').length;
    const asked = ofPaper.reduce((sum, notebook) => sum + runsOf(notebook, options).length, 0);
    return { paper, asked, stageOne, stageTwo: runs.length - stageOne };
  });
}

/** @param images of the missing stage-one runs, in their order. */
function costOf(missing: RunConfiguration[], images: number[], rates: DeviceRates): DeviceCost {
  const stageOne = missing.filter((run): run is StageOneConfiguration => run.stage === 'one');
  const kinds = [...new Set(stageOne.map(kindOf))].map((kind) => {
    const runs = stageOne.filter((run) => kindOf(run) === kind);
    const { name: measuredOn, rate, records } = rateOf(runs[0]!, rates);
    const work = runs.reduce((sum, run) => sum + images[stageOne.indexOf(run)]!, 0);
    const seconds = rate === null ? null : work / rate;
    return { kind, runs: runs.length, imagesPerSecond: rate, measuredOn, records, seconds };
  });
  const stageTwo = missing
    .filter((run) => run.stage === 'two')
    .map((run) => rates.seconds.get(kindOf(run)) ?? rates.seconds.get('') ?? null);
  const { engine, device, threads } = rates;
  return {
    engine,
    device,
    threads,
    kinds: kinds.map(({ seconds: _seconds, ...kind }) => kind),
    stageOneSeconds: sumOrNull(kinds.map(({ seconds }) => seconds)),
    stageTwoSeconds: sumOrNull(stageTwo),
  };
}

/**
 * A training that was never measured is taken for as fast as the others of its network, and a wider network for as much
 * slower as it has more products to sum: by the square of its width.
 */
function rateOf(run: StageOneConfiguration, { imagesPerSecond }: DeviceRates) {
  const { model, data } = run;
  const { width = 1, ...usual } = model;
  const sources = [
    { name: kindOf(run), slower: 1 },
    { name: networkOf(run), slower: 1 },
    { name: networkOf({ model: usual, data }), slower: width ** 2 },
  ];
  const source = sources.find(({ name }) => imagesPerSecond.has(name));
  if (!source) return { name: null, rate: null, records: 0 };
  const { rate, runs: records } = imagesPerSecond.get(source.name)!;
  return { name: source.name, rate: rate / source.slower, records };
}

function sumOrNull(values: (number | null)[]): number | null {
  return values.reduce<number | null>((sum, value) => (sum === null || value === null ? null : sum + value), 0);
}
