import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Addon } from './addon.js';
import { BufferPool } from './buffer-pool.js';

type DataId = tf.DataId;
type Values = tf.backend_util.BackendValues;

const arrayOf = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;
export type NumberType = keyof typeof arrayOf;
type ArrayOf<Type extends NumberType> = InstanceType<(typeof arrayOf)[Type]>;

/** Whether tensors of this type hold numbers that the addon can read. */
export function isNumberType(dtype: tf.DataType): dtype is NumberType {
  return dtype in arrayOf;
}

const cacheLineBytes = 64;

/** An array that begins with a cache line, as a vector of the widest instruction set fills one. */
function alignedArray(addon: Addon, length: number): Float32Array {
  const buffer = new ArrayBuffer(length * Float32Array.BYTES_PER_ELEMENT + cacheLineBytes);
  return new Float32Array(buffer, addon.alignedOffset(buffer), length);
}

/** TensorFlow.js's cpu backend with recycled memory and the addon for the kernels that need it. */
export class NativeBackend extends MathBackendCPU {
  readonly pool = new BufferPool((length) => alignedArray(this.addon, length));

  constructor(readonly addon: Addon) {
    super();
    // Otherwise the first tensor prints an advertisement for tfjs-node.
    (this as unknown as { firstUse: boolean }).firstUse = false;
  }

  /** A float32 result for a kernel to fill; its content is arbitrary. */
  output(shape: number[]): { info: tf.TensorInfo; values: Float32Array } {
    const values = this.pool.allocate(tf.util.sizeFromShape(shape));
    // Past this class's own `write`, which would take the array for one that others hold.
    return { info: { dataId: super.write(values, shape, 'float32'), shape, dtype: 'float32' }, values };
  }

  /** A result of any type that has numbers; its content is arbitrary. */
  outputOf<Type extends NumberType>(dtype: Type, shape: number[]): { info: tf.TensorInfo; values: ArrayOf<Type> } {
    if (dtype === 'float32') return this.output(shape) as { info: tf.TensorInfo; values: ArrayOf<Type> };
    const values = new arrayOf[dtype](tf.util.sizeFromShape(shape)) as ArrayOf<Type>;
    return { info: { dataId: super.write(values, shape, dtype), shape, dtype }, values };
  }

  /** The numbers of a float32 tensor, for reading. */
  input(tensor: tf.TensorInfo): Float32Array {
    return this.inputOf('float32', tensor);
  }

  /** The numbers of a tensor in the array of a type: stock kernels put some into the array of another one. */
  inputOf<Type extends NumberType>(dtype: Type, tensor: tf.TensorInfo): ArrayOf<Type> {
    const { values } = this.data.get(tensor.dataId);
    const kind = arrayOf[dtype];
    return (values instanceof kind ? values : kind.from(values as unknown as number[])) as ArrayOf<Type>;
  }

  /** The numbers of a variable if they may be overwritten: nobody else holds them. */
  writable(tensor: tf.TensorInfo): Float32Array | undefined {
    const { values, refCount } = this.data.get(tensor.dataId);
    return refCount === 1 && this.pool.owns(values) ? values : undefined;
  }

  // Values that come from elsewhere may lie in a buffer of the pool: stock kernels return views of their input.
  override write(values: Values, shape: number[], dtype: tf.DataType): DataId {
    this.pool.release(values);
    return super.write(values, shape, dtype);
  }

  override move(dataId: DataId, values: Values, shape: number[], dtype: tf.DataType, refCount: number): void {
    this.pool.release(values);
    super.move(dataId, values, shape, dtype, refCount);
  }

  // The caller may keep what it reads for longer than the tensor lives.
  override readSync(dataId: DataId): Values {
    this.pool.release(this.data.get(dataId).values);
    return super.readSync(dataId);
  }

  override disposeData(dataId: DataId, force = false): boolean {
    const values = this.data.has(dataId) ? this.data.get(dataId).values : undefined;
    const gone = super.disposeData(dataId, force);
    if (gone) this.pool.recycle(values);
    return gone;
  }
}

/** The backend of a kernel's call. */
export function nativeBackend(backend: unknown): NativeBackend {
  return backend as NativeBackend;
}
