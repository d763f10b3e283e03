// Memory and time of the learned adjustments on a feature bank of iNaturalist 2018's size, made of random numbers; each
// in a process of its own. `--share 1` learns a whole epoch, the default a tenth of one; `--only marc` one adjustment.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createAdjustment, type FeatureBank, type FeatureSet } from '../lib/adjustment/index.js';
import { startEngine } from '../lib/engine/index.js';

const sizes = { train: 437_513, test: 24_426, classCount: 8_142, featureSize: 2_048, largestClass: 1_000 };
const names = ['marc', 'lws', 'disalign', 'crt', 'mislas', 'causal-norm'];
const batchSize = 512;

interface Task {
  name: string;
  share: number;
}

interface Measured {
  name: string;
  /** Resident before the adjustment began: the bank and Node. */
  bankBytes: number;
  /** The most that was ever resident, through learning and, after it, through the logits of the test split. */
  learningPeakBytes: number;
  peakBytes: number;
  learningSeconds: number;
  predictionSeconds: number;
}

/** Numbers in [0, 1) that cost next to nothing. */
function cheapNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Class counts that fall exponentially from `largestClass` to about one sample and sum to `total`. */
function longTail(total: number, { classCount, largestClass }: typeof sizes): number[] {
  const counts = Array.from({ length: classCount }, (_, k) => Math.ceil(largestClass ** (1 - k / classCount)));
  const factor = total / counts.reduce((sum, count) => sum + count, 0);
  const scaled = counts.map((count) => Math.max(1, Math.floor(count * factor)));
  scaled[0]! += total - scaled.reduce((sum, count) => sum + count, 0);
  return scaled;
}

function syntheticBank(): FeatureBank {
  const { classCount, featureSize } = sizes;
  const classCounts = longTail(sizes.train, sizes);
  const next = cheapNumbers(1);
  const set = (labels: Int32Array): FeatureSet => {
    const features = new Float32Array(labels.length * featureSize);
    for (let i = 0; i < features.length; i++) features[i] = next();
    return { features, labels, count: labels.length };
  };
  const ofClasses = new Int32Array(sizes.train);
  classCounts.reduce((start, count, k) => ofClasses.fill(k, start, start + count) && start + count, 0);
  const weight = new Float32Array(classCount * featureSize);
  for (let i = 0; i < weight.length; i++) weight[i] = 0.05 * (next() - 0.5);
  return {
    featureSize,
    classCounts,
    train: set(ofClasses),
    test: set(Int32Array.from({ length: sizes.test }, (_, i) => i % classCount)),
    head: { weight, bias: new Float32Array(classCount) },
  };
}

async function measure({ name, share }: Task): Promise<Measured> {
  await startEngine();
  const bank = syntheticBank();
  const bankBytes = process.memoryUsage().rss;
  const started = performance.now();
  const sampler = { name: 'class-balanced', options: { length: Math.round(share * sizes.train) } };
  const classifier = await createAdjustment(name, { epochs: 1, batchSize, sampler }).fit(bank);
  const learned = performance.now();
  const learningPeakBytes = process.resourceUsage().maxRSS * 1024;
  await classifier.logits(bank);
  return {
    name,
    bankBytes,
    learningPeakBytes,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    learningSeconds: (learned - started) / 1000,
    predictionSeconds: (performance.now() - learned) / 1000,
  };
}

function measureInProcess(task: Task): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [], { env: { ...process.env, LONGTAIL_BENCH: '1' } });
    child.once('message', (measured) => resolve(measured as Measured));
    child.once('exit', (code) => reject(new Error(`The process of ${task.name} ended with exit code ${code}.`)));
    child.send(task);
  });
}

const gibibytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(2)} GiB`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { share: { type: 'string', default: '0.1' }, only: { type: 'string', multiple: true } },
  });
  const share = Number(values.share);
  const { train, featureSize, classCount } = sizes;
  console.log(
    `${train} × ${featureSize} features, ${classCount} classes, batches of ${batchSize}, ${share} of an epoch.`,
  );
  console.log('adjustment    with bank  peak learning   peak overall  seconds  an epoch  test logits');
  for (const name of values.only ?? names) {
    const measured = await measureInProcess({ name, share });
    const cells = [
      gibibytes(measured.bankBytes).padStart(10),
      gibibytes(measured.learningPeakBytes).padStart(15),
      gibibytes(measured.peakBytes).padStart(15),
      `${measured.learningSeconds.toFixed(0)} s`.padStart(9),
      `${(measured.learningSeconds / share).toFixed(0)} s`.padStart(10),
      `${measured.predictionSeconds.toFixed(0)} s`.padStart(13),
    ];
    console.log(`${name.padEnd(13)}${cells.join('')}`);
  }
}

if (process.env.LONGTAIL_BENCH && process.send) {
  process.once('message', async (task: Task) => {
    process.send!(await measure(task), () => process.exit(0));
  });
} else {
  main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
