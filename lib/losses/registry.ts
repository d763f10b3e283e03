import { lookUp, parseOptions } from '../options.js';
import { balancedSoftmaxDefinition } from './balanced-softmax.js';
import { classBalancedLossDefinition } from './class-balanced-loss.js';
import { crossEntropyDefinition } from './cross-entropy.js';
import { focalLossDefinition } from './focal-loss.js';
import { logitAdjustedLossDefinition } from './logit-adjusted-loss.js';
import type { Loss, LossContext, LossDefinition } from './loss.js';
import { checkClassCounts } from './validation.js';

/** Every loss that a run configuration can name; the name is the name of its file. */
export const losses: Readonly<Record<string, LossDefinition>> = {
  'balanced-softmax': balancedSoftmaxDefinition,
  'class-balanced-loss': classBalancedLossDefinition,
  'cross-entropy': crossEntropyDefinition,
  'focal-loss': focalLossDefinition,
  'logit-adjusted-loss': logitAdjustedLossDefinition,
};

/**
 * The options of a loss with every default filled in, as a run records them.
 *
 * @throws InputError for an unknown loss or option, with a suggestion, and for a value that the schema refuses.
 */
export function lossOptions(name: string, options: unknown = {}): Record<string, unknown> {
  return parseOptions(lookUp(losses, name, 'loss').options, options, `loss ${name}`);
}

/**
 * The loss that a run configuration names, ready to be called with logits and labels.
 *
 * @throws InputError as `lossOptions`, and for an empty class.
 */
export function createLoss(name: string, options: unknown, context: LossContext): Loss {
  const settled = lossOptions(name, options);
  checkClassCounts(context.classCounts, context.classCounts.length);
  return losses[name]!.create(settled, context);
}
