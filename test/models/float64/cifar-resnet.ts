import {
  add,
  averagePixels,
  convolve,
  crossEntropy,
  linear,
  normalise,
  positive,
  rectify,
  subsample,
} from './operations.js';
import { Tape, type Value, value } from './tape.js';

export interface ArrayOf<Data extends ArrayLike<number>> {
  shape: readonly number[];
  data: Data;
}

export interface ReferenceBatch {
  /** N·H·W·C. */
  images: ArrayOf<ArrayLike<number>>;
  labels: ArrayLike<number>;
}

export interface ReferenceResult {
  loss: number;
  /** By the parameter's name. */
  gradients: Map<string, Float64Array>;
  /** For every ReLU in order, which of its inputs were positive. */
  signs: Uint8Array[];
}

/**
 * Loss and gradients of a CIFAR ResNet in training mode, in double precision throughout.
 *
 * @param weights by PyTorch's name in this project's layout; the number of blocks is read from them.
 * @param heldSigns lets each ReLU pass what these say, instead of what is positive: with the signs that an engine found,
 * the result differs from the engine's by rounding alone.
 */
export function referenceCifarResNet(
  weights: ReadonlyMap<string, ArrayOf<ArrayLike<number>>>,
  { images, labels }: ReferenceBatch,
  heldSigns?: readonly Uint8Array[],
): ReferenceResult {
  const tape = new Tape();
  const parameters = new Map(Array.from(weights, ([name, { shape, data }]) => [name, value(shape, data)]));
  const parameter = (name: string) => parameters.get(name)!;
  const signs: Uint8Array[] = [];

  const relu = (x: Value) => {
    const held = heldSigns?.[signs.length];
    signs.push(positive(x.data));
    return rectify(tape, x, held);
  };
  const normalisedConvolution = (x: Value, convolution: string, normalisation: string, stride = 1) =>
    normalise(
      tape,
      convolve(tape, x, parameter(`${convolution}.weight`), stride),
      parameter(`${normalisation}.weight`),
      parameter(`${normalisation}.bias`),
    );
  const block = (x: Value, name: string) => {
    const outputs = parameter(`${name}.conv1.weight`).shape[3]!;
    const widens = outputs !== x.shape[3];
    const shortcut = widens ? subsample(tape, x, outputs) : x;
    const hidden = relu(normalisedConvolution(x, `${name}.conv1`, `${name}.bn1`, widens ? 2 : 1));
    return relu(add(tape, normalisedConvolution(hidden, `${name}.conv2`, `${name}.bn2`), shortcut));
  };

  let x = relu(normalisedConvolution(value(images.shape, images.data), 'conv1', 'bn1'));
  for (let stage = 1; parameters.has(`layer${stage}.0.conv1.weight`); stage++)
    for (let index = 0; parameters.has(`layer${stage}.${index}.conv1.weight`); index++)
      x = block(x, `layer${stage}.${index}`);
  const logits = linear(tape, averagePixels(tape, x), parameter('linear.weight'), parameter('linear.bias'));
  const loss = crossEntropy(tape, logits, labels);
  tape.differentiate(loss);
  return {
    loss: loss.data[0]!,
    gradients: new Map(Array.from(parameters, ([name, { gradient }]) => [name, gradient])),
    signs,
  };
}
