import { subsampleShortcut } from '../engine/index.js';
import { batchNormalisation } from './batch-normalisation.js';
import { convolutionLayer, type Fan } from './convolution-layer.js';
import type { ImageLayer } from './image-layer.js';
import type { ModelVariables } from './model.js';

export interface ResidualBlockOptions {
  /** Channels in. */
  from: number;
  /** Channels out. */
  to: number;
  /** Of the block's 3×3 convolution that may halve the image: 1 or 2. */
  stride: number;
  /**
   * The shortcut where the block changes shape (He et al., 2016, section 4.1): every second pixel with zero channels
   * added (A), or a 1×1 projection with batch normalisation, `name.downsample` (B).
   */
  shortcut: 'A' | 'B';
  fan: Fan;
}

/** The way around a residual block: identity wherever the shape stays. */
export function shortcutConnection(
  variables: ModelVariables,
  name: string,
  { from, to, stride, shortcut, fan }: ResidualBlockOptions,
): ImageLayer {
  if (stride === 1 && from === to) return (x) => x;
  if (shortcut === 'A') return (x) => subsampleShortcut(x, { outputChannels: to });
  const project = convolutionLayer(variables, `${name}.downsample.0`, { from, to, size: 1, stride, fan });
  const normalise = batchNormalisation(variables, `${name}.downsample.1`, to);
  return (x, mode) => normalise(project(x), { mode });
}
