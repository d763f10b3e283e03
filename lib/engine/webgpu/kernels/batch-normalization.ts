import type * as tf from '@tensorflow/tfjs-core';
import { addKernel, runShader, type ShaderBackend, workgroupSize } from '../shader.js';

interface Attributes {
  epsilon: number;
  relu: boolean;
}

/** The rows of x (pixels of all images) in chunks of equal size, so that enough threads share a sum over all rows. */
function chunksOf({ shape }: tf.TensorInfo) {
  const channels = shape.at(-1)!;
  const rows = shape.slice(0, -1).reduce((product, size) => product * size, 1);
  const chunkRows = Math.max(16, Math.ceil(rows / 1024));
  return { channels, rows, chunkRows, chunks: Math.ceil(rows / chunkRows) };
}

/** Two sums a chunk and channel, N·H·W·C → chunks·2·C; `code` adds up one chunk's `row` in `a` and `b`. */
function chunkSums(
  backend: ShaderBackend,
  name: string,
  inputs: Record<string, tf.TensorInfo> & { x: tf.TensorInfo },
  code: string,
  floats: Record<string, number> = {},
): tf.TensorInfo {
  const { channels, rows, chunkRows, chunks } = chunksOf(inputs.x);
  return runShader(backend, {
    name,
    inputs,
    integers: { channels, rows, chunkRows },
    floats,
    outputShape: [chunks, 2, channels],
    threads: chunks * channels,
    code: `
      let channels = uniforms.channels;
      let channel = index % channels;
      let chunk = index / channels;
      let first = chunk * uniforms.chunkRows;
      let last = min(first + uniforms.chunkRows, uniforms.rows);
      var a = 0.0;
      var b = 0.0;
      ${code}
      result[2 * chunk * channels + channel] = a;
      result[(2 * chunk + 1) * channels + channel] = b;`,
  });
}

/** A sum over the chunks by channel, chunks·2·C → C; `term` is the WGSL of what one chunk adds. */
function totalByChannel(
  backend: ShaderBackend,
  name: string,
  x: tf.TensorInfo,
  inputs: Record<string, tf.TensorInfo>,
  term: string,
  { divisor = 1 }: { divisor?: number } = {},
): tf.TensorInfo {
  const { channels, rows, chunkRows, chunks } = chunksOf(x);
  return runShader(backend, {
    name,
    inputs,
    integers: { channels, rows, chunkRows, chunks },
    floats: { divisor },
    outputShape: [channels],
    groups: channels,
    declarations: `var<workgroup> sums : array<f32, ${workgroupSize}>;`,
    code: `
      let channel = group;
      let channels = uniforms.channels;
      var sum = 0.0;
      for (var chunk = i32(localIndex); chunk < uniforms.chunks; chunk += ${workgroupSize}) {
        let count = f32(min(uniforms.chunkRows, uniforms.rows - chunk * uniforms.chunkRows));
        let a = 2 * chunk * channels + channel;
        let b = a + channels;
        sum += ${term};
      }
      sums[localIndex] = sum;
      workgroupBarrier();
      for (var width = ${workgroupSize / 2}u; width > 0u; width /= 2u) {
        if (localIndex < width) { sums[localIndex] += sums[localIndex + width]; }
        workgroupBarrier();
      }
      if (localIndex == 0u && channel < channels) { result[channel] = sums[0] / uniforms.divisor; }`,
  });
}

/** Mean and biased variance by channel: each chunk's own first, so that no large sums of squares cancel. */
function statistics(backend: ShaderBackend, x: tf.TensorInfo): [mean: tf.TensorInfo, variance: tf.TensorInfo] {
  const { rows } = chunksOf(x);
  const chunks = chunkSums(
    backend,
    'chunk-statistics',
    { x },
    `
      for (var row = first; row < last; row++) { a += x[row * channels + channel]; }
      a /= f32(last - first);
      for (var row = first; row < last; row++) {
        let centred = x[row * channels + channel] - a;
        b += centred * centred;
      }`,
  );
  const mean = totalByChannel(backend, 'mean', x, { chunks }, 'count * chunks[a]', { divisor: rows });
  const variance = totalByChannel(
    backend,
    'variance',
    x,
    { chunks, mean },
    'chunks[b] + count * (chunks[a] - mean[channel]) * (chunks[a] - mean[channel])',
    { divisor: rows },
  );
  backend.disposeData(chunks.dataId);
  return [mean, variance];
}

interface NormaliseInputs {
  x: tf.TensorInfo;
  scale: tf.TensorInfo;
  offset: tf.TensorInfo;
  mean: tf.TensorInfo;
  variance: tf.TensorInfo;
  residual?: tf.TensorInfo;
}

function normalise(
  backend: ShaderBackend,
  { x, scale, offset, mean, variance, residual }: NormaliseInputs,
  { epsilon, relu }: Attributes,
): tf.TensorInfo {
  return runShader(backend, {
    name: `normalise-${relu}-${residual !== undefined}`,
    inputs: { x, scale, offset, mean, variance, ...(residual && { residual }) },
    integers: { channels: x.shape.at(-1)! },
    floats: { epsilon },
    outputShape: x.shape,
    code: `
      let channel = index % uniforms.channels;
      let factor = scale[channel] / sqrt(variance[channel] + uniforms.epsilon);
      var y = (x[index] - mean[channel]) * factor + offset[channel];
      ${residual ? 'y += residual[index];' : ''}
      result[index] = ${relu ? 'select(y, 0.0, y < 0.0)' : 'y'};`,
  });
}

interface GradientInputs {
  x: tf.TensorInfo;
  scale: tf.TensorInfo;
  mean: tf.TensorInfo;
  variance: tf.TensorInfo;
  output: tf.TensorInfo;
  dy: tf.TensorInfo;
}

/** Gives dx, dScale, dOffset, and dResidual where it differs from dy, which is with ReLU and a residual. */
function gradients(
  backend: ShaderBackend,
  { x, scale, mean, variance, output, dy }: GradientInputs,
  { epsilon, relu, residual }: Attributes & { residual: boolean },
): tf.TensorInfo[] {
  const { channels, rows } = chunksOf(x);
  // What arrives before the ReLU.
  const slope = !relu
    ? dy
    : runShader(backend, {
        name: 'relu-gradient',
        inputs: { dy, activated: output },
        integers: {},
        outputShape: x.shape,
        code: 'result[index] = select(0.0, dy[index], activated[index] > 0.0);',
      });
  const inverse = 'let inverse = 1.0 / sqrt(variance[channel] + uniforms.epsilon);';
  const chunks = chunkSums(
    backend,
    'chunk-gradients',
    { x, mean, variance, slope },
    `
      ${inverse}
      for (var row = first; row < last; row++) {
        let place = row * channels + channel;
        a += slope[place];
        b += slope[place] * (x[place] - mean[channel]) * inverse;
      }`,
    { epsilon },
  );
  const dOffset = totalByChannel(backend, 'offset-gradient', x, { chunks }, 'chunks[a]');
  const dScale = totalByChannel(backend, 'scale-gradient', x, { chunks }, 'chunks[b]');
  backend.disposeData(chunks.dataId);
  // Eight buffers, the most that WebGPU promises to a shader.
  const dx = runShader(backend, {
    name: 'normalise-gradient',
    inputs: { x, scale, mean, variance, slope, dScale, dOffset },
    integers: { channels },
    floats: { epsilon, rows },
    outputShape: x.shape,
    code: `
      let channel = index % uniforms.channels;
      ${inverse}
      let normalised = (x[index] - mean[channel]) * inverse;
      let average = (dOffset[channel] + normalised * dScale[channel]) / uniforms.rows;
      result[index] = scale[channel] * inverse * (slope[index] - average);`,
  });
  if (relu && residual) return [dx, dScale, dOffset, slope];
  if (relu) backend.disposeData(slope.dataId);
  return [dx, dScale, dOffset];
}

/** Batch normalisation with residual and ReLU: four shaders forwards, four backwards and one more with ReLU, one for inference. */
export function registerBatchNormalization(): void {
  addKernel<Omit<NormaliseInputs, 'mean' | 'variance'>, Attributes>(
    'BatchNormTraining',
    ({ inputs, attrs, backend }) => {
      const [mean, variance] = statistics(backend, inputs.x);
      return [normalise(backend, { ...inputs, mean, variance }, attrs), mean, variance];
    },
  );
  addKernel<NormaliseInputs, Attributes>('BatchNormInference', ({ inputs, attrs, backend }) =>
    normalise(backend, inputs, attrs),
  );
  addKernel<GradientInputs, Attributes & { residual: boolean }>(
    'BatchNormTrainingGradient',
    ({ inputs, attrs, backend }) => gradients(backend, inputs, attrs),
  );
}
