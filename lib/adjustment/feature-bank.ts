import { InputError } from '../errors.js';
import { readSafetensors, type SafetensorsMap, writeSafetensors } from '../models/index.js';

/** Features of a split as the backbone gave them: n rows of p numbers, and the labels. */
export interface FeatureSet {
  features: Float32Array;
  labels: Int32Array;
  count: number;
}

/** The classifier of stage one in PyTorch's layout: weight [K, p] row-major, bias [K] or none. */
export interface LinearHead {
  weight: Float32Array;
  bias: Float32Array | null;
}

/** All that stage two needs of a stage-one model: features of both splits, the head, and the training class counts. */
export interface FeatureBank {
  featureSize: number;
  classCounts: number[];
  train: FeatureSet;
  test: FeatureSet;
  head: LinearHead;
}

/** Whether every number is finite; a plain loop, since a bank may hold a thousand million of them. */
function allFinite(values: Float32Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return false;
  return true;
}

/** @throws InputError when sizes do not fit each other, a label is outside 0 … K-1, a class is empty or a number is not finite. */
export function checkFeatureBank(
  { featureSize, classCounts, train, test, head }: FeatureBank,
  source = 'The feature bank',
): void {
  const classCount = classCounts.length;
  const reject = (problem: string) =>
    new InputError(`${source} is inconsistent (${problem}): make it again from its stage-one model.`);
  const sizes: [string, number, number][] = [
    ['head weights', head.weight.length, classCount * featureSize],
    ['head biases', head.bias?.length ?? classCount, classCount],
    ['train features', train.features.length, train.count * featureSize],
    ['train labels', train.labels.length, train.count],
    ['test features', test.features.length, test.count * featureSize],
    ['test labels', test.labels.length, test.count],
  ];
  for (const [what, found, expected] of sizes) {
    if (found !== expected) throw reject(`${found} ${what} instead of ${expected}`);
  }
  if (classCount === 0 || train.count === 0) throw reject('it has no classes or no training samples');
  const empty = classCounts.findIndex((count) => !Number.isInteger(count) || count < 1);
  if (empty >= 0) throw reject(`the count of class ${empty} is ${classCounts[empty]}`);
  for (const [split, { labels, features }] of Object.entries({ train, test })) {
    const label = labels.find((value) => value < 0 || value >= classCount);
    if (label !== undefined) throw reject(`a ${split} label is ${label} and there are ${classCount} classes`);
    if (!allFinite(features)) throw reject(`a ${split} feature is not finite`);
  }
  if (!allFinite(head.weight) || (head.bias && !allFinite(head.bias)))
    throw reject('a number of the head is not finite');
}

export interface SaveFeatureBankOptions {
  /** `F16` halves the file; features are then rounded to eleven significant bits. Default `F32`. */
  features?: 'F32' | 'F16';
  /** Strings that travel with the file, e.g. the key of the run that made it. Default none. */
  metadata?: Record<string, string>;
}

/**
 * Writes a feature bank as safetensors, atomically: `{train,test}.{features,labels}`, `head.{weight,bias}`, `class_counts`.
 *
 * @throws InputError when the bank is inconsistent, a feature is too large for F16, or the place cannot be written.
 */
export function saveFeatureBank(
  path: string,
  bank: FeatureBank,
  { features = 'F32', metadata = {} }: SaveFeatureBankOptions = {},
): void {
  checkFeatureBank(bank, `The feature bank for ${path}`);
  const { featureSize, classCounts, train, test, head } = bank;
  const split = (name: string, { features: data, labels, count }: FeatureSet): SafetensorsMap => ({
    [`${name}.features`]: { dtype: features, shape: [count, featureSize], data },
    [`${name}.labels`]: { dtype: 'I32', shape: [count], data: labels },
  });
  const classCount = classCounts.length;
  writeSafetensors(
    path,
    {
      'head.weight': { dtype: 'F32', shape: [classCount, featureSize], data: head.weight },
      ...(head.bias ? { 'head.bias': { dtype: 'F32', shape: [classCount], data: head.bias } } : {}),
      class_counts: { dtype: 'I32', shape: [classCount], data: Int32Array.from(classCounts) },
      ...split('train', train),
      ...split('test', test),
    },
    metadata,
  );
}

/** @throws InputError when the file is missing, is no safetensors file, or holds no consistent feature bank. */
export function loadFeatureBank(path: string): FeatureBank {
  const { tensors } = readSafetensors(path);
  const tensor = (name: string) => {
    const found = tensors[name];
    if (!found)
      throw new InputError(
        `${path} is not a feature bank (it lacks "${name}"): give a file that saveFeatureBank wrote.`,
      );
    return found;
  };
  const floats = (name: string) => {
    const { dtype, data } = tensor(name);
    if (dtype !== 'F32' && dtype !== 'F16')
      throw new InputError(`"${name}" in ${path} is ${dtype}: give a feature bank with F32 or F16.`);
    return data as Float32Array;
  };
  const integers = (name: string) => {
    const { dtype, data } = tensor(name);
    if (dtype !== 'I32') throw new InputError(`"${name}" in ${path} is ${dtype}: give a feature bank with I32.`);
    return data as Int32Array;
  };
  const split = (name: string): FeatureSet => {
    const labels = integers(`${name}.labels`);
    return { features: floats(`${name}.features`), labels, count: labels.length };
  };
  const bank = {
    featureSize: tensor('head.weight').shape[1] ?? 0,
    classCounts: [...integers('class_counts')],
    train: split('train'),
    test: split('test'),
    head: { weight: floats('head.weight'), bias: tensors['head.bias'] ? floats('head.bias') : null },
  };
  checkFeatureBank(bank, path);
  return bank;
}
