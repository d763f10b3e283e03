import * as tf from '@tensorflow/tfjs-core';
import { replaceKernel } from './replace.js';

/** Slices taken by index, and the sums that are the gradient of it. */
export function registerGather(): void {
  replaceKernel<{ x: tf.TensorInfo; indices: tf.TensorInfo }, { axis: number; batchDims?: number }>(
    'GatherV2',
    ({ inputs: { x, indices }, attrs, backend }) => {
      if (x.dtype !== 'float32') return undefined;
      const [axis] = tf.util.parseAxisParam(attrs.axis, x.shape) as [number];
      const { batchSize, outerSize, dimSize, sliceSize, outputShape } =
        tf.backend_util.segment_util.collectGatherOpShapeInfo(
          ...([x as tf.Tensor, indices as tf.Tensor, axis, attrs.batchDims ?? 0] as const),
        );
      const { info, values } = backend.output(outputShape);
      if (values.length === 0) return info;
      const positions = backend.inputOf('int32', indices);
      const middle = Int32Array.of(outerSize, dimSize, sliceSize);
      backend.addon.gather(backend.input(x), positions, values, batchSize, positions.length / batchSize, middle);
      return info;
    },
  );

  replaceKernel<{ x: tf.TensorInfo; segmentIds: tf.TensorInfo }, { numSegments: number }>(
    'UnsortedSegmentSum',
    ({ inputs: { x, segmentIds }, attrs: { numSegments }, backend }) => {
      if (x.dtype !== 'float32' || segmentIds.shape.length !== 1) return undefined;
      const { info, values } = backend.output([numSegments, ...x.shape.slice(1)]);
      const width = tf.util.sizeFromShape(x.shape.slice(1));
      const ids = backend.inputOf('int32', segmentIds);
      backend.addon.segmentSum(backend.input(x), ids, values, x.shape[0]!, width, numSegments);
      return info;
    },
  );
}
