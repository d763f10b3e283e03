import { globalAveragePool } from '../engine/index.js';
import { InputError } from '../errors.js';
import type { CifarResNetOptions } from './cifar-resnet.js';
import { blocksPerStage, cifarStage, cifarStem, stageChannels } from './cifar-stages.js';
import { assembleExperts, type ExpertModel } from './experts.js';
import { classifierHead } from './heads.js';
import { inSequence } from './image-layer.js';
import { kaimingNormal } from './initialisers.js';
import { ModelVariables } from './model.js';

export interface CifarExpertsOptions extends CifarResNetOptions {
  /** Default 3. */
  expertCount?: number;
  /** Stages that all experts share after the stem, 0 to 2. Default 1. */
  sharedStages?: number;
  /** Whether the experts' own stages have three quarters of the channels, 24 and 48 instead of 32 and 64. Default false. */
  reduceWidth?: boolean;
}

/**
 * RIDE's experts on the ResNet for small images (Wang et al., 2021, section 3): one stem and early stages for all, then
 * stages and a head for each. Names are the released code's: `layer1`, then `layer2s.0`, `layer3s.0`, `linears.0` of
 * expert 0, and so on. With three experts, ten classes and linear heads ResNet-32 has 1,344,814 parameters, 770,926 with
 * reduced width.
 *
 * @throws InputError when the depth is not 6n + 2, there is no expert, or no stage is left for them.
 */
export function cifarExperts({
  depth,
  classCount,
  inputChannels = 3,
  expertCount = 3,
  sharedStages = 1,
  reduceWidth = false,
  width,
  head,
  scale,
  seed,
}: CifarExpertsOptions): ExpertModel {
  if (!Number.isInteger(expertCount) || expertCount < 1)
    throw new InputError(`A model cannot have ${expertCount} experts: give a whole number from 1.`);
  if (!Number.isInteger(sharedStages) || sharedStages < 0 || sharedStages > 2)
    throw new InputError(`Experts cannot share ${sharedStages} of three stages: give 0, 1 or 2.`);
  const blockCount = blocksPerStage(depth);
  const variables = new ModelVariables({ seed });
  // A first stage keeps the stem's channels, because shortcuts without parameters cannot lose any.
  const channels = stageChannels({ width }).map((full, stage) =>
    reduceWidth && stage >= Math.max(sharedStages, 1) ? 0.75 * full : full,
  );
  const stages = (first: number, end: number, suffix: string) =>
    channels.slice(first, end).map((to, i) => {
      const stage = first + i;
      const options = { from: channels[stage - 1] ?? to, to, blockCount };
      return cifarStage(variables, `layer${stage + 1}${suffix}`, options);
    });

  const shared = inSequence([
    cifarStem(variables, { from: inputChannels, to: channels[0]! }),
    ...stages(0, sharedStages, ''),
  ]);
  const featureSize = channels[2]!;
  const experts = Array.from({ length: expertCount }, (_, expert) => ({
    own: inSequence(stages(sharedStages, 3, `s.${expert}`)),
    head: classifierHead(variables, {
      name: `linears.${expert}`,
      featureSize,
      classCount,
      head,
      scale,
      weights: kaimingNormal({ fan: featureSize }),
    }),
  }));
  return assembleExperts(variables, {
    features: (images, mode) => {
      const common = shared(images, mode);
      return experts.map(({ own }) => globalAveragePool(own(common, mode)));
    },
    heads: experts.map(({ head: own }) => own),
  });
}
