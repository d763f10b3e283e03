// How far each engine's loss and gradients are from double precision, by the depth of a CIFAR ResNet; `--json` prints the
// same as JSON. Takes about a minute.
import { parseArgs } from 'node:util';
import { type EngineName, startEngine, surveyEngines } from '../lib/engine/index.js';
import { compareWithFloat64, makeProblem, reference } from '../test/models/float64/compare.js';
import { median } from './statistics.js';

const depths = [8, 14, 20, 32, 56];
const batchSize = 8;
const imageSize = 32;

interface Row {
  depth: number;
  engine: EngineName;
  /** |loss - exact| / exact */
  loss: number;
  /** ‖gradient - exact‖ / ‖exact‖ with the ReLUs open where the engine's were: rounding alone. */
  gradient: number;
  /** The same of single parameter tensors. */
  medianTensor: number;
  worstTensor: number;
  worstName: string;
  /** ReLU inputs that rounding carried over zero. */
  flips: number;
  reluInputs: number;
  /** Error of the gradient with these flips. */
  gradientWithFlips: number;
}

async function compare(engines: EngineName[], depth: number): Promise<Row[]> {
  const problem = await makeProblem({ depth, batchSize, imageSize, seed: 0 });
  const exact = reference(problem);
  const rows: Row[] = [];
  for (const engine of engines) {
    await startEngine({ engine });
    const { difference, roundingDifference, ...counts } = await compareWithFloat64(problem, exact);
    const [worstName, worstTensor] = [...roundingDifference.tensors].reduce((a, b) => (b[1] > a[1] ? b : a));
    rows.push({
      depth,
      engine,
      loss: roundingDifference.loss,
      gradient: roundingDifference.gradient,
      medianTensor: median([...roundingDifference.tensors.values()]),
      worstTensor,
      worstName,
      ...counts,
      gradientWithFlips: difference.gradient,
    });
  }
  return rows;
}

const columns: [head: string, cell: (row: Row) => string][] = [
  ['depth', ({ depth }) => `${depth}`],
  ['engine', ({ engine }) => engine],
  ['loss', ({ loss }) => loss.toExponential(1)],
  ['gradient', ({ gradient }) => gradient.toExponential(1)],
  ['median tensor', ({ medianTensor }) => medianTensor.toExponential(1)],
  ['worst tensor', ({ worstTensor }) => worstTensor.toExponential(1)],
  ['flips', ({ flips, reluInputs }) => `${flips} of ${(reluInputs / 1e6).toFixed(1)} M`],
  ['with flips', ({ gradientWithFlips }) => gradientWithFlips.toExponential(1)],
  ['worst', ({ worstName }) => worstName],
];

function line(cells: string[]): string {
  const widths = [6, 9, 10, 10, 15, 14, 14, 12];
  return cells.map((cell, i) => (i < widths.length ? cell.padStart(widths[i]!) : `  ${cell}`)).join('');
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const engines = (await surveyEngines()).filter(({ available }) => available).map(({ name }) => name);
  await startEngine();
  const rows: Row[] = [];
  if (!values.json) {
    console.log(
      `CIFAR ResNets at their initial values, batch ${batchSize}, ${imageSize}²: relative errors to float64.`,
    );
    console.log('A flip is a ReLU whose input rounding carried over zero; only the column after it counts them in.');
    console.log(line(columns.map(([head]) => head)));
  }
  for (const depth of depths)
    for (const row of await compare(engines, depth)) {
      rows.push(row);
      if (!values.json) console.log(line(columns.map(([, cell]) => cell(row))));
    }
  if (values.json) console.log(JSON.stringify({ bench: 'accuracy', batchSize, imageSize, rows }, null, 2));
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
