import { InputError } from '../errors.js';
import type { FeatureSet, LinearHead } from './feature-bank.js';

/**
 * η = W z + b of every sample (MARC eq. 1), row-major [n, K], in float64 and one fixed order of sums, so that the
 * result has the same bits on every engine.
 *
 * @throws InputError when the features are not n rows of the head's feature size.
 */
export function headLogits(
  { features, count }: FeatureSet,
  { weight, bias }: LinearHead,
  { featureSize }: { featureSize: number },
): Float64Array {
  if (features.length !== count * featureSize) {
    throw new InputError(
      `There are ${features.length} feature values for ${count} samples of size ${featureSize}: use features of the same model.`,
    );
  }
  const classCount = weight.length / featureSize;
  const logits = new Float64Array(count * classCount);
  for (let i = 0; i < count; i++) {
    const row = i * featureSize;
    for (let k = 0; k < classCount; k++) {
      const column = k * featureSize;
      let sum = bias ? bias[k]! : 0;
      for (let j = 0; j < featureSize; j++) sum += features[row + j]! * weight[column + j]!;
      logits[i * classCount + k] = sum;
    }
  }
  return logits;
}
