import { checkCount } from '../check-number.js';
import { InputError } from '../errors.js';
import type { MetricInput } from './metric.js';
import { checkLabels, type Numbers } from './rows.js';

/** @throws InputError unless there are at least two classes, each with a whole number of training samples of at least one. */
export function checkCounts(counts: readonly number[]): void {
  if (counts.length < 2) {
    throw new InputError(`Training counts are given of ${counts.length} classes: give one for each of at least two.`);
  }
  for (const [k, count] of counts.entries()) checkCount(`The training count of class ${k}`, count);
}

/**
 * Checks that `input` has what a metric needs, in shapes that fit and without a number that is not finite.
 *
 * @param metric name of the metric, for the message.
 * @throws InputError in one sentence.
 */
export function checkInput(
  input: Partial<MetricInput>,
  needs: readonly (keyof MetricInput)[],
  { metric, classCount }: { metric: string; classCount: number },
): asserts input is MetricInput {
  const missing = needs.find((need) => input[need] === undefined);
  if (missing) throw new InputError(`The metric ${metric} lacks ${missing}: give it ${needs.join(', ')}.`);
  const { labels, logits, features, classWeights } = input as MetricInput;
  const needed = (name: keyof MetricInput) => needs.includes(name);
  if (needed('labels')) {
    if (labels.length === 0) throw new InputError(`The metric ${metric} got no samples: evaluate at least one.`);
    checkLabels(labels, { count: labels.length, classCount });
  }
  if (needed('logits')) checkMatrix('logits', logits, { rows: labels.length, columns: classCount });
  if (needed('features')) checkMatrix('features', features, { rows: labels.length });
  if (needed('classWeights')) {
    const columns = needed('features') ? features.length / labels.length : undefined;
    checkMatrix('classWeights', classWeights, { rows: classCount, columns });
  }
}

/** @throws InputError unless `values` are finite and fill a matrix of `rows`, and of `columns` where they are known. */
function checkMatrix(name: string, values: Numbers, { rows, columns }: { rows: number; columns?: number }): void {
  const width = values.length / rows;
  if (!Number.isInteger(width) || width === 0 || (columns !== undefined && width !== columns)) {
    throw new InputError(
      `The ${values.length} ${name} do not fill a matrix of ${rows} × ${columns ?? 'p'}: give whole rows of one model.`,
    );
  }
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i]!)) continue;
    const place = `[${Math.floor(i / width)}, ${i % width}]`;
    throw new InputError(`${name} ${place} is ${values[i]}: check whether the model has diverged.`);
  }
}
