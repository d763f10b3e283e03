import * as tf from '@tensorflow/tfjs-core';
import { globalAveragePool } from '../engine/index.js';
import { assembleModel } from './assemble-model.js';
import { basicBlock } from './basic-block.js';
import type { CifarResNetOptions } from './cifar-resnet.js';
import { blocksPerStage, cifarStage, cifarStem, stageChannels } from './cifar-stages.js';
import { classifierHead } from './heads.js';
import { type ImageLayer, inSequence } from './image-layer.js';
import { type Mode, type Model, ModelVariables } from './model.js';

/** The branch for images as they come, and the one for images of the tail. */
export type Branch = 'conventional' | 're-balancing';

export interface TwoBranchOptions extends CifarResNetOptions {
  /** Factor on the features. Default 1. */
  featureScale?: number;
}

export interface TwoBranchModel extends Model {
  /** [batch, height, width, channels] → one branch's half of the features, [batch, 64]; call inside `tf.tidy`. */
  branchFeatures(images: tf.Tensor4D, branch: Branch, mode: Mode): tf.Tensor2D;
}

/**
 * BBN's two-branch ResNet for small images (Zhou et al., 2020, section 4.1): the last block of the third stage exists
 * twice, `cb_block` and `rb_block`, all before it is shared, and the features of both branches are concatenated to 128
 * numbers for one classifier. Names are the released code's; its head starts with PyTorch's defaults. ResNet-32 with ten
 * classes has 538,778 parameters; LADE and causal norm train the same network as a plain one.
 *
 * @throws InputError when the depth is not 6n + 2.
 */
export function twoBranchResNet({
  depth,
  classCount,
  inputChannels = 3,
  width,
  head,
  scale,
  featureScale = 1,
  seed,
}: TwoBranchOptions): TwoBranchModel {
  const blockCount = blocksPerStage(depth);
  const variables = new ModelVariables({ seed });
  const [first, second, third] = stageChannels({ width });
  const shared = inSequence([
    cifarStem(variables, { from: inputChannels, to: first }),
    cifarStage(variables, 'layer1', { from: first, to: first, blockCount }),
    cifarStage(variables, 'layer2', { from: first, to: second, blockCount }),
    cifarStage(variables, 'layer3', { from: second, to: third, blockCount: blockCount - 1 }),
  ]);
  // With one block a stage the branches are all of the third stage and enter it.
  const entry = blockCount === 1 ? { from: second, stride: 2 } : { from: third, stride: 1 };
  const block = (name: string) => basicBlock(variables, name, { ...entry, to: third, shortcut: 'A', fan: 'in' });
  const pooled = (branch: ImageLayer): Model['features'] => {
    return (common, mode) => tf.mul(globalAveragePool(branch(common, mode)), featureScale);
  };
  const branches = { conventional: pooled(block('cb_block')), 're-balancing': pooled(block('rb_block')) };
  const model = assembleModel(variables, {
    features: (images, mode) => {
      const common = shared(images, mode);
      return tf.concat(
        Object.values(branches).map((branch) => branch(common, mode)),
        1,
      );
    },
    head: classifierHead(variables, { name: 'classifier', featureSize: 2 * third, classCount, head, scale }),
  });
  return Object.assign(model, {
    branchFeatures(this: Model, images: tf.Tensor4D, branch: Branch, mode: Mode) {
      if (mode === 'training') this.batchesTracked++;
      return branches[branch](shared(images, mode), mode);
    },
  });
}
