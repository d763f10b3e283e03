import { lookUp, parseOptions } from '../options.js';
import { adaptiveMarginDefinition } from './adaptive-margin.js';
import { alaDefinition } from './ala.js';
import { arcFaceDefinition } from './arc-face.js';
import { balancedContrastiveDefinition } from './balanced-contrastive.js';
import { balancedSoftmaxDefinition } from './balanced-softmax.js';
import { cdtDefinition } from './cdt.js';
import { centroidDefinition } from './centroid.js';
import { classBalancedDefinition } from './class-balanced.js';
import { cosFaceDefinition } from './cos-face.js';
import { crossEntropyDefinition } from './cross-entropy.js';
import { dbmDefinition } from './dbm.js';
import { equalisedDefinition } from './equalised.js';
import { expertDiversityDefinition } from './expert-diversity.js';
import { focalDefinition } from './focal.js';
import { gaussianMixtureLikelihoodDefinition } from './gaussian-mixture-likelihood.js';
import { hybridSupervisedContrastiveDefinition } from './hybrid-supervised-contrastive.js';
import { inverseFrequencyDefinition } from './inverse-frequency.js';
import { kPositiveContrastiveDefinition } from './k-positive-contrastive.js';
import { labelAwareSmoothingDefinition } from './label-aware-smoothing.js';
import { ladeDefinition } from './lade.js';
import { ldamDefinition } from './ldam.js';
import { liftedStructureDefinition } from './lifted-structure.js';
import { logitAdjustedDefinition } from './logit-adjusted.js';
import { logitAdjustedPlusAdaptiveDefinition } from './logit-adjusted-plus-adaptive.js';
import type { Loss, LossContext, LossDefinition } from './loss.js';
import { marcDefinition } from './marc.js';
import { nestedCollaborativeDefinition } from './nested-collaborative.js';
import { nestedIndividualDefinition } from './nested-individual.js';
import { parametricContrastiveDefinition } from './parametric-contrastive.js';
import { prototypicalSupervisedContrastiveDefinition } from './prototypical-supervised-contrastive.js';
import { rangeDefinition } from './range.js';
import { seesawDefinition } from './seesaw.js';
import { softmaxEqualisationDefinition } from './softmax-equalisation.js';
import { sphereFaceDefinition } from './sphere-face.js';
import { supervisedContrastiveDefinition } from './supervised-contrastive.js';
import { targetedSupervisedContrastiveDefinition } from './targeted-supervised-contrastive.js';
import { checkClassCount, checkCounts } from './validation.js';

/** Every loss that a run configuration can name; the name is the name of its file. */
export const losses: Readonly<Record<string, LossDefinition>> = {
  'adaptive-margin': adaptiveMarginDefinition,
  ala: alaDefinition,
  'arc-face': arcFaceDefinition,
  'balanced-contrastive': balancedContrastiveDefinition,
  'balanced-softmax': balancedSoftmaxDefinition,
  cdt: cdtDefinition,
  centroid: centroidDefinition,
  'class-balanced': classBalancedDefinition,
  'cos-face': cosFaceDefinition,
  'cross-entropy': crossEntropyDefinition,
  dbm: dbmDefinition,
  equalised: equalisedDefinition,
  'expert-diversity': expertDiversityDefinition,
  focal: focalDefinition,
  'gaussian-mixture-likelihood': gaussianMixtureLikelihoodDefinition,
  'hybrid-supervised-contrastive': hybridSupervisedContrastiveDefinition,
  'inverse-frequency': inverseFrequencyDefinition,
  'k-positive-contrastive': kPositiveContrastiveDefinition,
  'label-aware-smoothing': labelAwareSmoothingDefinition,
  lade: ladeDefinition,
  ldam: ldamDefinition,
  'lifted-structure': liftedStructureDefinition,
  'logit-adjusted': logitAdjustedDefinition,
  'logit-adjusted-plus-adaptive': logitAdjustedPlusAdaptiveDefinition,
  marc: marcDefinition,
  'nested-collaborative': nestedCollaborativeDefinition,
  'nested-individual': nestedIndividualDefinition,
  'parametric-contrastive': parametricContrastiveDefinition,
  'prototypical-supervised-contrastive': prototypicalSupervisedContrastiveDefinition,
  range: rangeDefinition,
  seesaw: seesawDefinition,
  'softmax-equalisation': softmaxEqualisationDefinition,
  'sphere-face': sphereFaceDefinition,
  'supervised-contrastive': supervisedContrastiveDefinition,
  'targeted-supervised-contrastive': targetedSupervisedContrastiveDefinition,
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
 * The loss that a run configuration names, for a training set with so many samples of each class.
 *
 * @throws InputError as `lossOptions`, and for an empty class.
 */
export function createLoss(name: string, { counts, ...options }: LossContext & Record<string, unknown>): Loss {
  checkCounts(counts);
  const settled = lossOptions(name, options);
  const loss = losses[name]!.create(settled, { counts });
  const checked: Loss = (output, labels, sampleWeights) => {
    checkClassCount(output, counts);
    return loss(output, labels, sampleWeights);
  };
  return Object.assign(checked, { buffers: loss.buffers });
}
