import { InputError } from '../errors.js';
import { assembleExperts, type ExpertModel } from './experts.js';
import type { Model, Network } from './model.js';

/** The variables of several networks under one name each, `prefix.0.conv1.weight` and so on. */
function numbered(networks: readonly Network[], prefix: string, kind: 'parameters' | 'buffers') {
  return new Map(
    networks.flatMap((network, i) =>
      Array.from(network[kind], ([name, variable]) => [`${prefix}.${i}.${name}`, variable] as const),
    ),
  );
}

/**
 * Whole models as the experts of one, as in NCL (Li et al., 2022): they share nothing, so give each a seed of its own. The
 * variables are the models', named `experts.0.…`, `experts.1.…`, and are freed with the ensemble.
 *
 * @throws InputError when there is no model, or their numbers of classes differ.
 */
export function ensemble(models: readonly Model[]): ExpertModel {
  const classCounts = new Set(models.map(({ classCount }) => classCount));
  if (classCounts.size !== 1)
    throw new InputError(
      `An ensemble cannot be made of ${models.length} models with ${[...classCounts].join(', ') || 'no'} classes: give at least one, all of the same classes.`,
    );
  return assembleExperts(
    {
      parameters: numbered(models, 'experts', 'parameters'),
      buffers: numbered(models, 'experts', 'buffers'),
      dispose: () => models.map((model) => model.dispose()),
    },
    { features: (images, mode) => models.map((model) => model.features(images, mode)), heads: models },
  );
}
