import * as tf from '@tensorflow/tfjs-core';
import { NativeBackend } from './native/backend.js';

export interface EngineMemory {
  /** Tensors alive; constant from step to step, or something leaks. */
  tensors: number;
  /** Bytes of the tensors alive. */
  bytes: number;
  /** Most bytes that the native engine ever held for tensors, in use and waiting to be; null on other engines. */
  poolPeakBytes: number | null;
}

/** What the running engine holds in memory. */
export function engineMemory(): EngineMemory {
  const { numTensors, numBytes } = tf.memory();
  const backend = tf.backend();
  return {
    tensors: numTensors,
    bytes: numBytes,
    poolPeakBytes: backend instanceof NativeBackend ? backend.pool.peakBytes : null,
  };
}
