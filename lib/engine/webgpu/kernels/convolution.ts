import * as tf from '@tensorflow/tfjs-core';
import { addKernel, runShader, type ShaderBackend } from '../shader.js';

type Shape4D = [number, number, number, number];

interface Attributes {
  dataFormat?: 'NHWC' | 'NCHW';
  strides: number | [number, number];
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dilations?: number | [number, number];
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Sizes by their names in the shaders below; a group has `groupChannels` input and `groupOutputs` output channels. */
function geometry(inputShape: number[], filterShape: number[], attributes: Attributes) {
  const { strides, pad, dilations = 1, dimRoundingMode } = attributes;
  const info = tf.backend_util.computeConv2DInfo(
    inputShape as Shape4D,
    filterShape as Shape4D,
    strides,
    dilations,
    pad,
    dimRoundingMode,
  );
  const groupChannels = filterShape[2]!;
  const groups = groupChannels === 0 ? 1 : info.inChannels / groupChannels;
  return {
    outputShape: [info.batchSize, info.outHeight, info.outWidth, info.outChannels],
    dense: groups === 1 && info.dilationHeight === 1 && info.dilationWidth === 1,
    groups,
    sizes: {
      inHeight: info.inHeight,
      inWidth: info.inWidth,
      channels: info.inChannels,
      outHeight: info.outHeight,
      outWidth: info.outWidth,
      outputs: info.outChannels,
      filterHeight: info.filterHeight,
      filterWidth: info.filterWidth,
      groupChannels,
      groupOutputs: info.outChannels / groups,
      strideHeight: info.strideHeight,
      strideWidth: info.strideWidth,
      dilationHeight: info.dilationHeight,
      dilationWidth: info.dilationWidth,
      top: info.padInfo.top,
      left: info.padInfo.left,
    },
  };
}

/** Splits the flat `index` of an N·H·W·C buffer into its coordinates. */
const coordinates = (height: string, width: string, channels: string) => `
  let channel = index % uniforms.${channels};
  let column = index / uniforms.${channels} % uniforms.${width};
  let row = index / (uniforms.${channels} * uniforms.${width}) % uniforms.${height};
  let image = index / (uniforms.${channels} * uniforms.${width} * uniforms.${height});`;

/** Convolution in groups: each output is a thread. */
function groupedConvolution(
  backend: ShaderBackend,
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  { sizes, outputShape }: ReturnType<typeof geometry>,
): tf.TensorInfo {
  return runShader(backend, {
    name: 'grouped-convolution',
    inputs: { x, filters: filter },
    integers: sizes,
    outputShape,
    code: `
      ${coordinates('outHeight', 'outWidth', 'outputs')}
      let firstChannel = channel / uniforms.groupOutputs * uniforms.groupChannels;
      var sum = 0.0;
      for (var i = 0; i < uniforms.filterHeight; i++) {
        let h = row * uniforms.strideHeight + i * uniforms.dilationHeight - uniforms.top;
        if (h < 0 || h >= uniforms.inHeight) { continue; }
        for (var j = 0; j < uniforms.filterWidth; j++) {
          let w = column * uniforms.strideWidth + j * uniforms.dilationWidth - uniforms.left;
          if (w < 0 || w >= uniforms.inWidth) { continue; }
          let pixel = ((image * uniforms.inHeight + h) * uniforms.inWidth + w) * uniforms.channels + firstChannel;
          let tap = (i * uniforms.filterWidth + j) * uniforms.groupChannels;
          for (var c = 0; c < uniforms.groupChannels; c++) {
            sum += x[pixel + c] * filters[(tap + c) * uniforms.outputs + channel];
          }
        }
      }
      result[index] = sum;`,
  });
}

/** Gradient of the image, of filters in groups or with dilation: each pixel and channel is a thread. */
function inputGradient(
  backend: ShaderBackend,
  dy: tf.TensorInfo,
  filter: tf.TensorInfo,
  inputShape: number[],
  { sizes }: ReturnType<typeof geometry>,
): tf.TensorInfo {
  return runShader(backend, {
    name: 'convolution-input-gradient',
    inputs: { dy, filters: filter },
    integers: sizes,
    outputShape: inputShape,
    code: `
      ${coordinates('inHeight', 'inWidth', 'channels')}
      let c = channel % uniforms.groupChannels;
      let firstOutput = channel / uniforms.groupChannels * uniforms.groupOutputs;
      var sum = 0.0;
      for (var i = 0; i < uniforms.filterHeight; i++) {
        let h = row + uniforms.top - i * uniforms.dilationHeight;
        if (h < 0 || h % uniforms.strideHeight != 0 || h / uniforms.strideHeight >= uniforms.outHeight) { continue; }
        for (var j = 0; j < uniforms.filterWidth; j++) {
          let w = column + uniforms.left - j * uniforms.dilationWidth;
          if (w < 0 || w % uniforms.strideWidth != 0 || w / uniforms.strideWidth >= uniforms.outWidth) { continue; }
          let line = image * uniforms.outHeight + h / uniforms.strideHeight;
          let pixel = (line * uniforms.outWidth + w / uniforms.strideWidth) * uniforms.outputs + firstOutput;
          let tap = ((i * uniforms.filterWidth + j) * uniforms.groupChannels + c) * uniforms.outputs + firstOutput;
          for (var d = 0; d < uniforms.groupOutputs; d++) { sum += dy[pixel + d] * filters[tap + d]; }
        }
      }
      result[index] = sum;`,
  });
}

/** Enough threads for a large graphics card, and few enough that each has some work. */
const wantedThreads = 2 ** 17;
const leastPixels = 64;

/**
 * Gradient of the filter: a sum over all pixels of all images for each weight, which are too few weights to keep a
 * graphics card busy. So the pixels are cut into chunks, a thread for each chunk and weight, and added up after.
 */
function filterGradient(
  backend: ShaderBackend,
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
  filterShape: number[],
  { sizes, outputShape }: ReturnType<typeof geometry>,
): tf.TensorInfo {
  const weights = tf.util.sizeFromShape(filterShape);
  const pixels = outputShape[0]! * sizes.outHeight * sizes.outWidth;
  const chunkPixels = Math.max(leastPixels, Math.ceil(pixels / Math.ceil(wantedThreads / weights)));
  const chunks = Math.ceil(pixels / chunkPixels);
  const partial = runShader(backend, {
    name: 'convolution-filter-gradient',
    inputs: { x, dy },
    integers: { ...sizes, weights, pixels, chunkPixels },
    outputShape: [chunks, ...filterShape],
    code: `
      let weight = index % uniforms.weights;
      let d = weight % uniforms.outputs;
      let c = weight / uniforms.outputs % uniforms.groupChannels + d / uniforms.groupOutputs * uniforms.groupChannels;
      let tap = weight / (uniforms.outputs * uniforms.groupChannels);
      let down = tap / uniforms.filterWidth * uniforms.dilationHeight - uniforms.top;
      let right = tap % uniforms.filterWidth * uniforms.dilationWidth - uniforms.left;
      let first = index / uniforms.weights * uniforms.chunkPixels;
      let last = min(first + uniforms.chunkPixels, uniforms.pixels);
      var column = first % uniforms.outWidth;
      var row = first / uniforms.outWidth % uniforms.outHeight;
      var image = first / (uniforms.outWidth * uniforms.outHeight);
      var sum = 0.0;
      for (var pixel = first; pixel < last; pixel++) {
        let h = row * uniforms.strideHeight + down;
        let w = column * uniforms.strideWidth + right;
        if (h >= 0 && h < uniforms.inHeight && w >= 0 && w < uniforms.inWidth) {
          let line = image * uniforms.inHeight + h;
          sum += x[(line * uniforms.inWidth + w) * uniforms.channels + c] * dy[pixel * uniforms.outputs + d];
        }
        column++;
        if (column == uniforms.outWidth) {
          column = 0;
          row++;
          if (row == uniforms.outHeight) { row = 0; image++; }
        }
      }
      result[index] = sum;`,
  });
  const gradient = runShader(backend, {
    name: 'sum-of-chunks',
    inputs: { chunks: partial },
    integers: { chunkCount: chunks },
    outputShape: filterShape,
    code: `
      var sum = 0.0;
      for (var chunk = 0; chunk < uniforms.chunkCount; chunk++) { sum += chunks[chunk * uniforms.count + index]; }
      result[index] = sum;`,
  });
  backend.disposeData(partial.dataId);
  return gradient;
}

type StockKernel = tf.KernelConfig['kernelFunc'];

/** Puts `kernel` in the place of the stock one, which still serves the calls that it answers with undefined. */
function replaceKernel<Inputs, Extra>(
  name: string,
  kernel: (call: { inputs: Inputs; attrs: Attributes & Extra; backend: ShaderBackend }) => tf.TensorInfo | undefined,
  stock: StockKernel = tf.getKernel(name, 'webgpu').kernelFunc,
): void {
  if (tf.getKernel(name, 'webgpu')) tf.unregisterKernel(name, 'webgpu');
  addKernel<Inputs, Attributes & Extra>(
    name,
    (call) =>
      (call.attrs.dataFormat === 'NCHW' ? undefined : kernel(call)) ??
      stock(call as unknown as Parameters<StockKernel>[0]),
  );
}

/** Convolution with dilation and groups, forwards and backwards; the stock shaders where they suffice, and for NCHW. */
export function registerConvolution(): void {
  const stockConvolution = tf.getKernel('Conv2D', 'webgpu').kernelFunc;
  replaceKernel<{ x: tf.TensorInfo; filter: tf.TensorInfo }, object>(
    'Convolution',
    ({ inputs: { x, filter }, attrs, backend }) => {
      const shape = geometry(x.shape, filter.shape, attrs);
      return shape.groups === 1 ? undefined : groupedConvolution(backend, x, filter, shape);
    },
    stockConvolution,
  );
  replaceKernel<{ dy: tf.TensorInfo; filter: tf.TensorInfo }, { inputShape: number[] }>(
    'Conv2DBackpropInput',
    ({ inputs: { dy, filter }, attrs, backend }) => {
      const shape = geometry(attrs.inputShape, filter.shape, attrs);
      return shape.dense ? undefined : inputGradient(backend, dy, filter, attrs.inputShape, shape);
    },
  );
  replaceKernel<{ x: tf.TensorInfo; dy: tf.TensorInfo }, { filterShape: number[] }>(
    'Conv2DBackpropFilter',
    ({ inputs: { x, dy }, attrs, backend }) =>
      filterGradient(backend, x, dy, attrs.filterShape, geometry(x.shape, attrs.filterShape, attrs)),
  );
}
