import type { Tape, Value } from './tape.js';

// The operations of a CIFAR ResNet and their gradients in plain loops: images are N·H·W·C, filters K·K·C·D.

/** Calls visit with the offsets of every pair of an input and an output pixel, and of the filter's tap between them. */
function forTaps(
  [batch, height, width, channels]: readonly number[],
  [size, , , outputs]: readonly number[],
  stride: number,
  visit: (input: number, tap: number, output: number) => void,
): number[] {
  const padding = (size! - 1) / 2;
  const [rows, columns] = [height!, width!].map((side) => Math.floor((side - 1) / stride) + 1) as [number, number];
  for (let image = 0; image < batch!; image++)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        for (let i = 0; i < size!; i++)
          for (let j = 0; j < size!; j++) {
            const [y, x] = [row * stride + i - padding, column * stride + j - padding];
            if (y < 0 || y >= height! || x < 0 || x >= width!) continue;
            visit(
              ((image * height! + y) * width! + x) * channels!,
              (i * size! + j) * channels! * outputs!,
              ((image * rows + row) * columns + column) * outputs!,
            );
          }
  return [batch!, rows, columns, outputs!];
}

/** Convolution with an odd filter, padded by half its size. */
export function convolve(tape: Tape, x: Value, filter: Value, stride: number): Value {
  const [channels, outputs] = filter.shape.slice(2) as [number, number];
  const shape = forTaps(x.shape, filter.shape, stride, () => {});
  const y = new Float64Array(shape.reduce((product, size) => product * size));
  forTaps(x.shape, filter.shape, stride, (input, tap, output) => {
    for (let c = 0; c < channels; c++) {
      const factor = x.data[input + c]!;
      for (let d = 0; d < outputs; d++) y[output + d]! += factor * filter.data[tap + c * outputs + d]!;
    }
  });
  return tape.result(shape, y, (dy) => {
    forTaps(x.shape, filter.shape, stride, (input, tap, output) => {
      for (let c = 0; c < channels; c++) {
        const factor = x.data[input + c]!;
        let sum = 0;
        for (let d = 0; d < outputs; d++) {
          sum += dy[output + d]! * filter.data[tap + c * outputs + d]!;
          filter.gradient[tap + c * outputs + d]! += dy[output + d]! * factor;
        }
        x.gradient[input + c]! += sum;
      }
    });
  });
}

/** Batch normalisation by the batch's own mean and biased variance. */
export function normalise(tape: Tape, x: Value, scale: Value, offset: Value, epsilon = 1e-5): Value {
  const channels = scale.data.length;
  const count = x.data.length / channels;
  const sums = (term: (i: number, c: number) => number) => {
    const result = new Float64Array(channels);
    for (let i = 0; i < x.data.length; i++) result[i % channels]! += term(i, i % channels);
    return result;
  };
  const mean = sums((i) => x.data[i]! / count);
  const variance = sums((i, c) => (x.data[i]! - mean[c]!) ** 2 / count);
  const inverse = variance.map((v) => 1 / Math.sqrt(v + epsilon));
  const normalised = x.data.map((v, i) => (v - mean[i % channels]!) * inverse[i % channels]!);
  const y = normalised.map((v, i) => v * scale.data[i % channels]! + offset.data[i % channels]!);
  return tape.result(x.shape, y, (dy) => {
    const dOffset = sums((i) => dy[i]!);
    const dScale = sums((i) => dy[i]! * normalised[i]!);
    for (let c = 0; c < channels; c++) {
      offset.gradient[c]! += dOffset[c]!;
      scale.gradient[c]! += dScale[c]!;
    }
    for (let i = 0; i < dy.length; i++) {
      const c = i % channels;
      const centred = dy[i]! - (dOffset[c]! + normalised[i]! * dScale[c]!) / count;
      x.gradient[i]! += scale.data[c]! * inverse[c]! * centred;
    }
  });
}

export function add(tape: Tape, a: Value, b: Value): Value {
  return tape.result(
    a.shape,
    a.data.map((v, i) => v + b.data[i]!),
    (dy) => {
      dy.forEach((v, i) => {
        a.gradient[i]! += v;
        b.gradient[i]! += v;
      });
    },
  );
}

/** Lets through what `open` says, by default what is positive. */
export function rectify(tape: Tape, x: Value, open: Uint8Array = positive(x.data)): Value {
  return tape.result(
    x.shape,
    x.data.map((v, i) => v * open[i]!),
    (dy) => {
      dy.forEach((v, i) => {
        x.gradient[i]! += v * open[i]!;
      });
    },
  );
}

export function positive(data: ArrayLike<number>): Uint8Array {
  return Uint8Array.from(data, (v) => Number(v > 0));
}

/** Every second pixel, with as many zero channels before as behind. */
export function subsample(tape: Tape, x: Value, outputs: number): Value {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const [rows, columns] = [Math.ceil(height / 2), Math.ceil(width / 2)];
  const before = (outputs - channels) / 2;
  const y = new Float64Array(batch * rows * columns * outputs);
  const forPairs = (visit: (input: number, output: number) => void) => {
    for (let pixel = 0; pixel < batch * rows * columns; pixel++) {
      const [row, column] = [Math.floor(pixel / columns) % rows, pixel % columns];
      const image = Math.floor(pixel / (rows * columns));
      const input = ((image * height + 2 * row) * width + 2 * column) * channels;
      for (let c = 0; c < channels; c++) visit(input + c, pixel * outputs + before + c);
    }
  };
  forPairs((input, output) => {
    y[output] = x.data[input]!;
  });
  return tape.result([batch, rows, columns, outputs], y, (dy) => {
    forPairs((input, output) => {
      x.gradient[input]! += dy[output]!;
    });
  });
}

/** Mean over the pixels: N·H·W·C → N·C. */
export function averagePixels(tape: Tape, x: Value): Value {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const pixels = height * width;
  const target = (i: number) => Math.floor(i / (pixels * channels)) * channels + (i % channels);
  const y = new Float64Array(batch * channels);
  x.data.forEach((v, i) => {
    y[target(i)]! += v / pixels;
  });
  return tape.result([batch, channels], y, (dy) => {
    for (let i = 0; i < x.data.length; i++) x.gradient[i]! += dy[target(i)]! / pixels;
  });
}

/** W x + b of every row, W being [outputs, inputs]. */
export function linear(tape: Tape, x: Value, weight: Value, bias: Value): Value {
  const [outputs, inputs] = weight.shape as [number, number];
  const rows = x.data.length / inputs;
  const y = new Float64Array(rows * outputs);
  const forProducts = (visit: (input: number, weight: number, output: number) => void) => {
    for (let row = 0; row < rows; row++)
      for (let o = 0; o < outputs; o++)
        for (let i = 0; i < inputs; i++) visit(row * inputs + i, o * inputs + i, row * outputs + o);
  };
  y.forEach((_, i) => {
    y[i] = bias.data[i % outputs]!;
  });
  forProducts((i, w, o) => {
    y[o]! += x.data[i]! * weight.data[w]!;
  });
  return tape.result([rows, outputs], y, (dy) => {
    forProducts((i, w, o) => {
      x.gradient[i]! += dy[o]! * weight.data[w]!;
      weight.gradient[w]! += dy[o]! * x.data[i]!;
    });
    dy.forEach((v, i) => {
      bias.gradient[i % outputs]! += v;
    });
  });
}

/** Mean over the rows of -log softmax(logits) at the label. */
export function crossEntropy(tape: Tape, logits: Value, labels: ArrayLike<number>): Value {
  const [rows, classes] = logits.shape as [number, number];
  const probabilities = new Float64Array(rows * classes);
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    const own = logits.data.subarray(row * classes, (row + 1) * classes);
    const largest = Math.max(...own);
    const logarithm = largest + Math.log(own.reduce((sum, v) => sum + Math.exp(v - largest), 0));
    own.forEach((v, k) => {
      probabilities[row * classes + k] = Math.exp(v - logarithm);
    });
    loss += (logarithm - own[labels[row]!]!) / rows;
  }
  return tape.result([], Float64Array.of(loss), ([dLoss]) => {
    probabilities.forEach((p, i) => {
      const label = labels[Math.floor(i / classes)]!;
      logits.gradient[i]! += (dLoss! * (p - Number(i % classes === label))) / rows;
    });
  });
}
