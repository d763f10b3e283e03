import type { DatasetName } from './dataset.js';

const names: Record<DatasetName, string[] | undefined> = {
  digits: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  'cifar-10': ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
  'cifar-100': undefined,
};

/**
 * Names of the classes for figures, in the order of the labels and known without the data set's files; undefined for
 * CIFAR-100, whose hundred classes figures number.
 */
export function figureClassNames(dataset: DatasetName): string[] | undefined {
  return names[dataset];
}
