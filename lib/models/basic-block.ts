import { batchNormalisation } from './batch-normalisation.js';
import { convolutionLayer } from './convolution-layer.js';
import type { ImageLayer } from './image-layer.js';
import type { ModelVariables } from './model.js';
import { type ResidualBlockOptions, shortcutConnection } from './shortcut.js';

/** Two 3×3 convolutions beside a shortcut (He et al., 2016, figure 5 left), named as in torchvision. */
export function basicBlock(variables: ModelVariables, name: string, options: ResidualBlockOptions): ImageLayer {
  const { from, to, stride, fan } = options;
  const convolution1 = convolutionLayer(variables, `${name}.conv1`, { from, to, size: 3, stride, fan });
  const normalise1 = batchNormalisation(variables, `${name}.bn1`, to);
  const convolution2 = convolutionLayer(variables, `${name}.conv2`, { from: to, to, size: 3, fan });
  const normalise2 = batchNormalisation(variables, `${name}.bn2`, to);
  const shortcut = shortcutConnection(variables, name, options);
  return (x, mode) => {
    const hidden = normalise1(convolution1(x), { mode, relu: true });
    return normalise2(convolution2(hidden), { mode, relu: true, residual: shortcut(x, mode) });
  };
}
