import * as tf from '@tensorflow/tfjs-core';
import { convolution } from '../engine/index.js';
import { InputError } from '../errors.js';
import { assembleModel } from './assemble-model.js';
import { classifierHead, type HeadChoice } from './heads.js';
import { constant, normal, symmetricUniform } from './initialisers.js';
import { layerNormalisation } from './layer-normalisation.js';
import { type Model, ModelVariables, type SeedOption } from './model.js';
import { transformerBlock } from './transformer-block.js';

export interface VisionTransformerOptions extends HeadChoice, SeedOption {
  classCount: number;
  /** Height and width of the images, a multiple of `patchSize`. Default 224. */
  imageSize?: number;
  /** Height and width of a patch. Default 16. */
  patchSize?: number;
  /** Default 3. */
  inputChannels?: number;
  /** Length of a token, a multiple of `headCount`. Default 768. */
  featureSize?: number;
  /** Encoder blocks. Default 12. */
  depth?: number;
  /** Attention heads. Default 12. */
  headCount?: number;
  /** Width of the MLPs' hidden layer. Default 4 · featureSize. */
  hiddenSize?: number;
}

/** timm's and torchvision's; PyTorch's default is 1e-5. */
const epsilon = 1e-6;

// timm draws truncated normals, but cuts them at ±2, a hundred σ away: in effect they are normal.
const weights = normal({ sigma: 0.02 });
const biases = constant(0);

/** Cuts images into patches and maps each to a token: [batch, height, width, channels] → [batch, patches, size]. */
function patchEmbedding(
  variables: ModelVariables,
  name: string,
  { channels, patchSize, size }: { channels: number; patchSize: number; size: number },
): (images: tf.Tensor4D) => tf.Tensor3D {
  const initialise = symmetricUniform({ bound: 1 / Math.sqrt(patchSize * patchSize * channels) });
  const shape: [number, number, number, number] = [patchSize, patchSize, channels, size];
  const filter = variables.parameter<tf.Rank.R4>(`${name}.proj.weight`, shape, initialise);
  const bias = variables.parameter<tf.Rank.R1>(`${name}.proj.bias`, [size], initialise);
  return (images) => {
    const patches = convolution(images, filter, { stride: patchSize });
    return tf.reshape(tf.add(patches, bias), [images.shape[0], -1, size]);
  };
}

/**
 * The vision transformer (Dosovitskiy et al., 2021), by default ViT-B/16 for images of 224²: linear patch embedding,
 * class token, learned positions, pre-norm blocks; the feature is the normalised class token. Names, ε = 1e-6 and
 * initial values are timm's; with 1,000 classes ViT-B/16 has 86,567,656 parameters.
 *
 * @throws InputError when patches do not divide the image, or heads the token.
 */
export function visionTransformer({
  classCount,
  imageSize = 224,
  patchSize = 16,
  inputChannels = 3,
  featureSize = 768,
  depth = 12,
  headCount = 12,
  hiddenSize = 4 * featureSize,
  head,
  scale,
  seed,
}: VisionTransformerOptions): Model {
  if (imageSize % patchSize !== 0)
    throw new InputError(`Patches of ${patchSize} pixels do not divide images of ${imageSize}: choose a divisor.`);
  if (featureSize % headCount !== 0)
    throw new InputError(
      `${headCount} attention heads do not divide tokens of length ${featureSize}: choose a divisor.`,
    );
  const variables = new ModelVariables({ seed });
  const tokenCount = 1 + (imageSize / patchSize) ** 2;
  const classToken = variables.parameter<tf.Rank.R3>('cls_token', [1, 1, featureSize], normal({ sigma: 1e-6 }));
  const positions = variables.parameter<tf.Rank.R3>('pos_embed', [1, tokenCount, featureSize], weights);
  const embed = patchEmbedding(variables, 'patch_embed', { channels: inputChannels, patchSize, size: featureSize });
  const blocks = Array.from({ length: depth }, (_, index) =>
    transformerBlock(variables, `blocks.${index}`, {
      size: featureSize,
      headCount,
      hiddenSize,
      epsilon,
      weights,
      biases,
    }),
  );
  const normalise = layerNormalisation(variables, 'norm', { size: featureSize, epsilon });

  return assembleModel(variables, {
    head: classifierHead(variables, { name: 'head', featureSize, classCount, head, scale, weights, biases }),
    features(images) {
      const [batch, height, width] = images.shape;
      if (height !== imageSize || width !== imageSize) {
        throw new InputError(
          `A vision transformer for images of ${imageSize}² was given ${height} × ${width}: resize them, or give imageSize.`,
        );
      }
      const classTokens = tf.broadcastTo(classToken, [batch, 1, featureSize]);
      const embedded = tf.add(tf.concat([classTokens, embed(images)], 1), positions);
      let tokens = tf.reshape(embedded, [batch * tokenCount, featureSize]) as tf.Tensor2D;
      for (const block of blocks) tokens = block(tokens, tokenCount);
      // Only the class tokens are read, and layer normalisation works on each token alone.
      const all = tf.reshape(tokens, [batch, tokenCount, featureSize]);
      return normalise(tf.reshape(tf.slice(all, [0, 0, 0], [batch, 1, featureSize]), [batch, featureSize]));
    },
  });
}
