import { imageCounts, networkName, type RunConfiguration, type StageOneConfiguration } from '../../experiment/index.js';

/**
 * What a stage-one run computes, in trained images: an image that is only evaluated counts as a third of one, for it has no
 * backward pass.
 */
export async function trainedImages({ data, epochs, evaluateEvery }: StageOneConfiguration): Promise<number> {
  const { train, test } = await imageCounts(data);
  return epochs * train + (Math.ceil(epochs / evaluateEvery) * test) / 3;
}

/** What runs must have in common to be equally fast by image: the training, the network, and the images' size. */
export function kindOf(configuration: RunConfiguration): string {
  if (configuration.stage === 'two') return configuration.adjustment.name;
  const { training, model, data } = configuration;
  return [...(training.name === 'single-model' ? [] : [training.name]), networkOf({ model, data })].join(' ');
}

/** `resnet-32 on CIFAR`: kinds of training differ by less than networks do. */
export function networkOf({ model, data }: Pick<StageOneConfiguration, 'model' | 'data'>): string {
  return `${networkName(model)} on ${data.dataset === 'digits' ? 'digits' : 'CIFAR'}`;
}
