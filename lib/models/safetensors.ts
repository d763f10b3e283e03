import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { explainSystemError, InputError } from '../errors.js';
import { writeFileSafely } from '../files.js';
import { fromFloat16, toFloat16 } from './float16.js';

/** One tensor of a safetensors file, row-major. Half precision exists in the file only: here F16 is a Float32Array. */
export type Safetensor =
  | { dtype: 'F32' | 'F16'; shape: number[]; data: Float32Array }
  | { dtype: 'I32'; shape: number[]; data: Int32Array }
  | { dtype: 'I64'; shape: number[]; data: BigInt64Array };

/** Tensors by name, in the order of the file. */
export type SafetensorsMap = Record<string, Safetensor>;

const itemBytes = { F32: 4, F16: 2, I32: 4, I64: 8 };

const tensorHeader = z.object({
  dtype: z.string(),
  shape: z.array(z.number().int().min(0)),
  data_offsets: z.tuple([z.number().int().min(0), z.number().int().min(0)]),
});

type TensorHeader = z.output<typeof tensorHeader> & { dtype: keyof typeof itemBytes };

const valueCount = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);

export interface ReadSafetensorsOptions {
  /** What the user should do with a damaged file, the end of the error's sentence; default 'fetch or write it again'. */
  remedy?: string;
}

/**
 * Reads a safetensors file, the format of Hugging Face, into host memory.
 *
 * @throws InputError when the file is missing, truncated or malformed, or holds a type other than F32, F16, I32, I64.
 */
export function readSafetensors(
  path: string,
  { remedy = 'fetch or write it again' }: ReadSafetensorsOptions = {},
): { tensors: SafetensorsMap; metadata: Record<string, string> } {
  let file: Buffer;
  try {
    file = readFileSync(path);
  } catch (error) {
    throw explainSystemError(error, 'read', path);
  }
  const { entries, metadata, body } = parseHeader(file, path, remedy);
  const tensors = entries.map(([name, header]) => [name, decode(header, body)] as const);
  return { tensors: Object.fromEntries(tensors), metadata };
}

/**
 * Writes a safetensors file atomically: numbers little-endian, F16 rounded to nearest even.
 *
 * @param metadata strings by key, kept under `__metadata__`.
 * @throws InputError when a shape does not fit its data, a finite number is too large for F16, or the place cannot be
 * written.
 */
export function writeSafetensors(path: string, tensors: SafetensorsMap, metadata: Record<string, string> = {}): void {
  const header: Record<string, unknown> = Object.keys(metadata).length > 0 ? { __metadata__: metadata } : {};
  const parts: Buffer[] = [];
  let offset = 0;
  for (const [name, tensor] of Object.entries(tensors)) {
    if (name === '__metadata__')
      throw new InputError(`A tensor for ${path} is named __metadata__: give it another name.`);
    const part = encode(name, tensor, path);
    header[name] = { dtype: tensor.dtype, shape: tensor.shape, data_offsets: [offset, offset + part.length] };
    parts.push(part);
    offset += part.length;
  }
  const json = JSON.stringify(header);
  // Spaces up to a multiple of eight keep the numbers aligned for readers that map the file into memory.
  const headerBytes = Buffer.from(json + ' '.repeat((8 - (Buffer.byteLength(json) % 8)) % 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(headerBytes.length));
  writeFileSafely(path, Buffer.concat([length, headerBytes, ...parts]));
}

function parseHeader(file: Buffer, path: string, remedy: string) {
  const reject = (problem: string) =>
    new InputError(`${path} is not a usable safetensors file (${problem}): ${remedy}.`);
  const headerLength = file.length < 8 ? Number.POSITIVE_INFINITY : Number(file.readBigUInt64LE(0));
  if (8 + headerLength > file.length) throw reject('it ends inside its header');
  let parsed: unknown;
  try {
    parsed = JSON.parse(file.toString('utf8', 8, 8 + headerLength));
  } catch {
    throw reject('its header is not JSON');
  }
  const header = z.record(z.string(), z.unknown()).safeParse(parsed);
  if (!header.success) throw reject('its header is not an object');
  const { __metadata__: rawMetadata = {}, ...rawEntries } = header.data;
  const metadata = z.record(z.string(), z.string()).safeParse(rawMetadata);
  if (!metadata.success) throw reject('its metadata are not strings');

  const body = file.subarray(8 + headerLength);
  const entries = Object.entries(rawEntries).map(([name, raw]): [string, TensorHeader] => {
    const entry = tensorHeader.safeParse(raw);
    if (!entry.success) throw reject(`the header of "${name}" lacks a dtype, a shape or offsets`);
    const {
      dtype,
      shape,
      data_offsets: [start, end],
    } = entry.data;
    if (!Object.hasOwn(itemBytes, dtype)) {
      throw reject(`"${name}" has type ${dtype} and only ${Object.keys(itemBytes).join(', ')} are read`);
    }
    if (end > body.length) throw reject(`it ends inside "${name}"`);
    if (end - start !== valueCount(shape) * itemBytes[dtype as TensorHeader['dtype']]) {
      throw reject(`the offsets of "${name}" do not fit its shape [${shape}] of ${dtype}`);
    }
    return [name, entry.data as TensorHeader];
  });
  // The format asks that tensors cover the body once, without overlap and without holes.
  let covered = 0;
  const inFileOrder = [...entries].sort(
    ([, { data_offsets: a }], [, { data_offsets: b }]) => a[0] - b[0] || a[1] - b[1],
  );
  for (const [name, { data_offsets }] of inFileOrder) {
    if (data_offsets[0] !== covered) throw reject(`the offsets of "${name}" leave a hole or overlap another tensor`);
    covered = data_offsets[1];
  }
  if (covered !== body.length) throw reject('bytes follow its last tensor');
  return { entries, metadata: metadata.data, body };
}

function decode({ dtype, shape, data_offsets: [start, end] }: TensorHeader, body: Buffer): Safetensor {
  const bytes = new DataView(body.buffer, body.byteOffset + start, end - start);
  const count = valueCount(shape);
  switch (dtype) {
    case 'F32':
      return { dtype, shape, data: Float32Array.from({ length: count }, (_, i) => bytes.getFloat32(4 * i, true)) };
    case 'F16':
      return {
        dtype,
        shape,
        data: Float32Array.from({ length: count }, (_, i) => fromFloat16(bytes.getUint16(2 * i, true))),
      };
    case 'I32':
      return { dtype, shape, data: Int32Array.from({ length: count }, (_, i) => bytes.getInt32(4 * i, true)) };
    case 'I64':
      return { dtype, shape, data: BigInt64Array.from({ length: count }, (_, i) => bytes.getBigInt64(8 * i, true)) };
  }
}

function encode(name: string, tensor: Safetensor, path: string): Buffer {
  if (valueCount(tensor.shape) !== tensor.data.length) {
    throw new InputError(
      `Tensor "${name}" for ${path} has ${tensor.data.length} values and shape [${tensor.shape}]: give a shape that fits.`,
    );
  }
  const size = itemBytes[tensor.dtype];
  const buffer = Buffer.alloc(tensor.data.length * size);
  const put = {
    F32: (value: number, at: number) => buffer.writeFloatLE(value, at),
    F16: (value: number, at: number) => buffer.writeUInt16LE(checkedFloat16(value, name, path), at),
    I32: (value: number, at: number) => buffer.writeInt32LE(value, at),
    I64: (value: bigint, at: number) => buffer.writeBigInt64LE(value, at),
  }[tensor.dtype] as (value: number | bigint, at: number) => number;
  for (let i = 0; i < tensor.data.length; i++) put(tensor.data[i]!, i * size);
  return buffer;
}

function checkedFloat16(value: number, name: string, path: string): number {
  const half = toFloat16(value);
  if (Number.isFinite(value) && (half & 0x7fff) === 0x7c00) {
    throw new InputError(`Tensor "${name}" for ${path} holds ${value}, too large for F16: store it as F32.`);
  }
  return half;
}
