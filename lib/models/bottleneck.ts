import { batchNormalisation } from './batch-normalisation.js';
import { convolutionLayer } from './convolution-layer.js';
import type { ImageLayer } from './image-layer.js';
import type { ModelVariables } from './model.js';
import { type ResidualBlockOptions, shortcutConnection } from './shortcut.js';

export interface BottleneckOptions extends ResidualBlockOptions {
  /** Channels of the 3×3 convolution. */
  width: number;
  /** Groups of the 3×3 convolution; more than one make it a ResNeXt block (Xie et al., 2017). Default 1. */
  groups?: number;
}

/**
 * 1×1, 3×3 and 1×1 convolutions beside a shortcut (He et al., 2016, figure 5 right), named as in torchvision and, as
 * there (version 1.5), with the stride on the 3×3; the paper and its first code have it on the first 1×1.
 */
export function bottleneck(variables: ModelVariables, name: string, options: BottleneckOptions): ImageLayer {
  const { from, to, width, stride, groups, fan } = options;
  const convolution1 = convolutionLayer(variables, `${name}.conv1`, { from, to: width, size: 1, fan });
  const normalise1 = batchNormalisation(variables, `${name}.bn1`, width);
  const convolution2 = convolutionLayer(variables, `${name}.conv2`, {
    from: width,
    to: width,
    size: 3,
    stride,
    groups,
    fan,
  });
  const normalise2 = batchNormalisation(variables, `${name}.bn2`, width);
  const convolution3 = convolutionLayer(variables, `${name}.conv3`, { from: width, to, size: 1, fan });
  const normalise3 = batchNormalisation(variables, `${name}.bn3`, to);
  const shortcut = shortcutConnection(variables, name, options);
  return (x, mode) => {
    const reduced = normalise1(convolution1(x), { mode, relu: true });
    const hidden = normalise2(convolution2(reduced), { mode, relu: true });
    return normalise3(convolution3(hidden), { mode, relu: true, residual: shortcut(x, mode) });
  };
}
