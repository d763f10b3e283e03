import { type LongTailProfile, longTailedClassCounts } from '../../data/index.js';
import type { StageOneInput } from '../configuration.js';
import type { Setting } from '../setting.js';

/** How a paper trains on CIFAR: all of a stage-one run but its data, its network's head and its loss. */
export type Pipeline = Pick<
  StageOneInput,
  'augmentation' | 'optimizer' | 'schedule' | 'epochs' | 'batchSize' | 'evaluateEvery'
>;

/** A paper's pipeline under a name, with what its text and its released code do differently as switches. */
export interface Protocol<Switches extends object = object> {
  /** What is done, and where that is written. */
  description: string;
  /** Of which epoch the paper reports the accuracy; a record has both. */
  selection: 'best-test-epoch' | 'last-epoch';
  /** @param imageCount training images: some papers count iterations. */
  pipeline: (imageCount: number, switches?: Switches) => Pipeline;
}

export interface LongTailedCifar {
  dataset: 'cifar-10' | 'cifar-100';
  imbalanceFactor: number;
  /** Default 'exponential'. */
  profile?: LongTailProfile;
}

const names = { 'cifar-10': 'CIFAR-10-LT', 'cifar-100': 'CIFAR-100-LT' };

/** What a column of CIFAR is called in captions: `CIFAR-10-LT, IF 100`. */
export function labelOf({ dataset, imbalanceFactor, profile = 'exponential' }: LongTailedCifar): string {
  if (imbalanceFactor === 1) return `balanced ${dataset.toUpperCase()}`;
  return `${names[dataset]}, ${profile === 'step' ? 'step profile, ' : ''}IF ${imbalanceFactor}`;
}

/** The setting of a printed column: ResNet-32 on the paper's data with the paper's pipeline. */
export function asPrinted<Switches extends object>(
  { pipeline }: Protocol<Switches>,
  data: LongTailedCifar,
  { column, ...switches }: { column: string } & Switches,
): Setting {
  const classCount = data.dataset === 'cifar-10' ? 10 : 100;
  const counts = longTailedClassCounts({ ...data, classCount, maxCount: 50_000 / classCount });
  const imageCount = counts.reduce((sum, count) => sum + count);
  return {
    column,
    label: labelOf(data),
    reproduction: 'full-protocol',
    stageOne: { data, model: { depth: 32 }, ...pipeline(imageCount, switches as unknown as Switches) },
  };
}

/** Whole epochs that make up a number of iterations, as papers that count iterations run them. */
export function epochsOf(iterations: number, { imageCount, batchSize }: { imageCount: number; batchSize: number }) {
  return Math.round(iterations / Math.ceil(imageCount / batchSize));
}

/** Crop after a border of four black pixels, and flip: what every CIFAR pipeline here has. */
export const cropAndFlip = ['random-crop', 'horizontal-flip'] as const;
