import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';
import { explainSystemError, InputError } from '../errors.js';
import { writePiecesSafely } from '../files.js';
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

/** Bytes that are read, or made, at a time: a file may be larger than what memory has left. */
const pieceBytes = 2 ** 24;

/**
 * Reads a safetensors file, the format of Hugging Face, into host memory.
 *
 * @throws InputError when the file is missing, truncated or malformed, or holds a type other than F32, F16, I32, I64.
 */
export function readSafetensors(
  path: string,
  { remedy = 'fetch or write it again' }: ReadSafetensorsOptions = {},
): { tensors: SafetensorsMap; metadata: Record<string, string> } {
  try {
    const file = openSync(path, 'r');
    try {
      const { entries, metadata, bodyStart } = readHeader(file, path, remedy);
      const tensors = entries.map(([name, header]) => [name, readTensor(file, bodyStart, header)] as const);
      return { tensors: Object.fromEntries(tensors), metadata };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw explainSystemError(error, 'read', path);
  }
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
  let offset = 0;
  for (const [name, { dtype, shape, data }] of Object.entries(tensors)) {
    if (name === '__metadata__')
      throw new InputError(`A tensor for ${path} is named __metadata__: give it another name.`);
    if (valueCount(shape) !== data.length) {
      throw new InputError(
        `Tensor "${name}" for ${path} has ${data.length} values and shape [${shape}]: give a shape that fits.`,
      );
    }
    const end = offset + data.length * itemBytes[dtype];
    header[name] = { dtype, shape, data_offsets: [offset, end] };
    offset = end;
  }
  const json = JSON.stringify(header);
  // Spaces up to a multiple of eight keep the numbers aligned for readers that map the file into memory.
  const headerBytes = Buffer.from(json + ' '.repeat((8 - (Buffer.byteLength(json) % 8)) % 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(headerBytes.length));
  const pieces = function* () {
    yield Buffer.concat([length, headerBytes]);
    for (const [name, tensor] of Object.entries(tensors)) yield* encode(name, tensor, path);
  };
  writePiecesSafely(path, pieces());
}

function readBytes(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length; ) {
    const count = readSync(file, bytes, done, length - done, position + done);
    if (count === 0) break;
    done += count;
  }
  return bytes;
}

function readHeader(file: number, path: string, remedy: string) {
  const reject = (problem: string) =>
    new InputError(`${path} is not a usable safetensors file (${problem}): ${remedy}.`);
  const { size } = fstatSync(file);
  const headerLength = size < 8 ? Number.POSITIVE_INFINITY : Number(readBytes(file, 0, 8).readBigUInt64LE());
  if (8 + headerLength > size) throw reject('it ends inside its header');
  let parsed: unknown;
  try {
    parsed = JSON.parse(readBytes(file, 8, headerLength).toString('utf8'));
  } catch {
    throw reject('its header is not JSON');
  }
  const header = z.record(z.string(), z.unknown()).safeParse(parsed);
  if (!header.success) throw reject('its header is not an object');
  const { __metadata__: rawMetadata = {}, ...rawEntries } = header.data;
  const metadata = z.record(z.string(), z.string()).safeParse(rawMetadata);
  if (!metadata.success) throw reject('its metadata are not strings');

  const bodyStart = 8 + headerLength;
  const bodyLength = size - bodyStart;
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
    if (end > bodyLength) throw reject(`it ends inside "${name}"`);
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
  if (covered !== bodyLength) throw reject('bytes follow its last tensor');
  return { entries, metadata: metadata.data, bodyStart };
}

function readTensor(file: number, bodyStart: number, { dtype, shape, data_offsets: [start, end] }: TensorHeader) {
  const count = valueCount(shape);
  const size = itemBytes[dtype];
  const fill = <Values extends Float32Array | Int32Array | BigInt64Array>(
    data: Values,
    get: (bytes: Buffer, at: number) => Values[number],
  ) => {
    for (let piece = start; piece < end; piece += pieceBytes) {
      const bytes = readBytes(file, bodyStart + piece, Math.min(pieceBytes, end - piece));
      for (let at = 0, i = (piece - start) / size; at < bytes.length; at += size, i++) data[i] = get(bytes, at);
    }
    return data;
  };
  switch (dtype) {
    case 'F32':
      return { dtype, shape, data: fill(new Float32Array(count), (bytes, at) => bytes.readFloatLE(at)) };
    case 'F16':
      return { dtype, shape, data: fill(new Float32Array(count), (bytes, at) => fromFloat16(bytes.readUInt16LE(at))) };
    case 'I32':
      return { dtype, shape, data: fill(new Int32Array(count), (bytes, at) => bytes.readInt32LE(at)) };
    case 'I64':
      return { dtype, shape, data: fill(new BigInt64Array(count), (bytes, at) => bytes.readBigInt64LE(at)) };
  }
}

function* encode(name: string, { dtype, data }: Safetensor, path: string): Generator<Buffer> {
  const size = itemBytes[dtype];
  const put = {
    F32: (bytes: Buffer, value: number, at: number) => bytes.writeFloatLE(value, at),
    F16: (bytes: Buffer, value: number, at: number) => bytes.writeUInt16LE(checkedFloat16(value, name, path), at),
    I32: (bytes: Buffer, value: number, at: number) => bytes.writeInt32LE(value, at),
    I64: (bytes: Buffer, value: bigint, at: number) => bytes.writeBigInt64LE(value, at),
  }[dtype] as (bytes: Buffer, value: number | bigint, at: number) => number;
  const perPiece = pieceBytes / size;
  for (let start = 0; start < data.length; start += perPiece) {
    const count = Math.min(perPiece, data.length - start);
    const bytes = Buffer.alloc(count * size);
    for (let i = 0; i < count; i++) put(bytes, data[start + i]!, i * size);
    yield bytes;
  }
}

function checkedFloat16(value: number, name: string, path: string): number {
  const half = toFloat16(value);
  if (Number.isFinite(value) && (half & 0x7fff) === 0x7c00) {
    throw new InputError(`Tensor "${name}" for ${path} holds ${value}, too large for F16: store it as F32.`);
  }
  return half;
}
