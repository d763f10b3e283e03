import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../errors.js';
import { normal, parameterStream } from './initialisers.js';
import { ModelVariables, type Network } from './model.js';
import { normaliseRows } from './normalise-rows.js';

export interface MemoryQueueOptions {
  /** Embeddings that it holds. */
  length: number;
  /** Numbers in an embedding. */
  embeddingSize: number;
  /** Of the directions that it starts with. Default 0. */
  seed?: number;
}

/** The latest embeddings of a training, with their labels, as buffers. */
export interface MemoryQueue extends Network {
  readonly length: number;
  readonly embeddingSize: number;
  /** [length, embeddingSize], rows of length one, in no particular order; at first random directions. */
  readonly embeddings: tf.Tensor2D;
  /** [length], −1 where no embedding has been put yet. */
  readonly labels: tf.Tensor1D;
  /**
   * Puts embeddings [n, embeddingSize] with labels [n] in the place of the oldest ones; of more than the queue holds only
   * the last stay. The tensors stay the caller's.
   */
  push(embeddings: tf.Tensor2D, labels: tf.Tensor1D): void;
}

/**
 * The first-in-first-out queue of MoCo (He et al., 2020, section 3.2) as a ring: `queue`, `queue_l` and `queue_ptr`, the
 * names of the MoCo and PaCo codes. A batch may be of any size, there it has to divide the length; labels start as −1,
 * which no sample has, in PaCo's code with random classes.
 *
 * @throws InputError for a length or size below one, and for embeddings of another size.
 */
export function memoryQueue({ length, embeddingSize, seed = 0 }: MemoryQueueOptions): MemoryQueue {
  for (const [what, value] of Object.entries({ length, embeddingSize }))
    if (!Number.isInteger(value) || value < 1)
      throw new InputError(`A memory queue cannot have ${what} ${value}: give a whole number from 1.`);
  const variables = new ModelVariables();
  const directions = normal({ sigma: 1 })(length * embeddingSize, parameterStream(seed, 'queue'));
  const embeddings = variables.buffer<tf.Rank.R2>('queue', [length, embeddingSize], directions);
  tf.tidy(() => embeddings.assign(normaliseRows(embeddings)));
  const labels = variables.buffer<tf.Rank.R1>('queue_l', [length], new Float32Array(length).fill(-1));
  const pointer = variables.buffer<tf.Rank.R1>('queue_ptr', [1], new Float32Array(1));
  return {
    length,
    embeddingSize,
    embeddings,
    labels,
    parameters: variables.parameters,
    buffers: variables.buffers,
    batchesTracked: 0,
    push(rows, rowLabels) {
      const [count, size] = rows.shape;
      if (size !== embeddingSize || rowLabels.size !== count)
        throw new InputError(
          `Embeddings [${rows.shape}] with labels [${rowLabels.shape}] do not fit a queue of embeddings of ${embeddingSize} numbers: give [n, ${embeddingSize}] and [n].`,
        );
      tf.tidy(() => {
        const kept = Math.min(count, length);
        // How far each place lies from the oldest: the new rows take the nearest ones in turn.
        const distance: tf.Tensor1D = tf.mod(tf.sub(tf.range(0, length), pointer), length);
        const taken = tf.less(distance, kept);
        const source = tf.cast(tf.minimum(tf.add(distance, count - kept), count - 1), 'int32');
        const put = <R extends tf.Rank>(into: tf.Variable<R>, values: tf.Tensor<R>, where: tf.Tensor) =>
          into.assign(tf.where(where, tf.gather(values, source), into) as tf.Tensor<R>);
        put(embeddings, rows, tf.expandDims(taken, 1));
        put(labels, tf.cast(rowLabels, 'float32'), taken);
        pointer.assign(tf.mod(tf.add(pointer, kept), length));
      });
    },
    dispose: () => variables.dispose(),
  };
}
