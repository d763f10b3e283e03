import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { InputError } from '../../lib/errors.js';
import { fromFloat16, toFloat16 } from '../../lib/models/float16.js';
import { readSafetensors, type SafetensorsMap, writeSafetensors } from '../../lib/models/safetensors.js';

const folder = mkdtempSync(join(tmpdir(), 'safetensors-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);

const tensors: SafetensorsMap = {
  a: { dtype: 'F32', shape: [2, 2], data: Float32Array.of(1, -2, 3.5, 0) },
  b: { dtype: 'F16', shape: [3], data: Float32Array.of(0.5, 1, -4) },
};

/** A file made by hand from its header and body, as another program might write it. */
function fileOf(header: unknown, body = new Uint8Array()): Buffer {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, body]);
}

function readingOf(content: Buffer): () => unknown {
  writeFileSync(path('made-by-hand'), content);
  return () => readSafetensors(path('made-by-hand'));
}

describe('writeSafetensors and readSafetensors', () => {
  it('return what was written, of every type, in order', () => {
    const tensors: SafetensorsMap = {
      weight: { dtype: 'F32', shape: [2, 2], data: Float32Array.of(0.1, -1e-40, Number.POSITIVE_INFINITY, 3e38) },
      half: { dtype: 'F16', shape: [3], data: Float32Array.of(0.5, -65504, 2 ** -24) },
      labels: { dtype: 'I32', shape: [2], data: Int32Array.of(-(2 ** 31), 7) },
      tracked: { dtype: 'I64', shape: [], data: BigInt64Array.of(-(2n ** 62n)) },
      empty: { dtype: 'F32', shape: [0, 4], data: new Float32Array(0) },
    };
    writeSafetensors(path('all'), tensors, { origin: 'a test' });
    expect(readSafetensors(path('all'))).toEqual({ tensors, metadata: { origin: 'a test' } });
    expect(Object.keys(readSafetensors(path('all')).tensors)).toEqual(Object.keys(tensors));
  });

  it('follow the published layout byte for byte', () => {
    writeSafetensors(path('layout'), { a: { dtype: 'F32', shape: [1], data: Float32Array.of(1) } });
    const header = '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}';
    const padded = header.padEnd(Math.ceil(header.length / 8) * 8);
    expect(readFileSync(path('layout'))).toEqual(fileOf(padded, Uint8Array.of(0, 0, 0x80, 0x3f)));
  });

  it('refuse a file that is cut anywhere', () => {
    writeSafetensors(path('whole'), { a: { dtype: 'F32', shape: [2], data: Float32Array.of(1, 2) } });
    const whole = readFileSync(path('whole'));
    for (const length of [0, 7, 20, whole.length - 8, whole.length - 1]) {
      expect(readingOf(whole.subarray(0, length)), `${length} bytes`).toThrow(InputError);
    }
  });

  const entry = (start: number, end: number, shape = [(end - start) / 4]) => {
    return { dtype: 'F32', shape, data_offsets: [start, end] };
  };
  it.each([
    ['a header that is no JSON', fileOf('{"a":'), 'header is not JSON'],
    ['a header that is no object', fileOf('[1]'), 'not an object'],
    ['an entry without a shape', fileOf({ a: { dtype: 'F32', data_offsets: [0, 0] } }), '"a" lacks'],
    ['a type that is not read', fileOf({ a: { ...entry(0, 4), dtype: 'BF16' } }, new Uint8Array(4)), 'type BF16'],
    ['offsets beyond the file', fileOf({ a: entry(0, 8) }, new Uint8Array(4)), 'ends inside "a"'],
    ['offsets that run backwards', fileOf({ a: entry(4, 0, [1]) }, new Uint8Array(4)), 'offsets of "a"'],
    ['a shape that does not fit', fileOf({ a: entry(0, 4, [2]) }, new Uint8Array(4)), 'offsets of "a"'],
    ['overlapping tensors', fileOf({ a: entry(0, 8), b: entry(4, 12) }, new Uint8Array(12)), 'overlap'],
    ['a hole between tensors', fileOf({ a: entry(0, 4), b: entry(8, 12) }, new Uint8Array(12)), 'hole'],
    ['bytes that belong to no tensor', fileOf({ a: entry(0, 4) }, new Uint8Array(8)), 'follow its last'],
    ['metadata that are no strings', fileOf({ __metadata__: { a: 1 } }), 'metadata'],
  ])('refuse %s in one sentence', (_, content, problem) => {
    expect(readingOf(content)).toThrow(InputError);
    expect(readingOf(content)).toThrow(problem);
  });

  it('refuse to write what cannot be read back', () => {
    const broken = (tensor: SafetensorsMap[string]) => () => writeSafetensors(path('never'), { a: tensor });
    expect(broken({ dtype: 'F32', shape: [3], data: new Float32Array(2) })).toThrow('shape that fits');
    expect(broken({ dtype: 'F16', shape: [1], data: Float32Array.of(65520) })).toThrow('too large for F16');
    expect(() => readSafetensors(path('never'))).toThrow('no such file');
  });
});

describe('a file of more than one piece', () => {
  it('comes back whole', () => {
    const data = Int32Array.from({ length: 2 ** 22 + 3 }, (_, i) => i);
    writeSafetensors(path('long'), { long: { dtype: 'I32', shape: [data.length], data }, ...tensors });
    const { long, ...others } = readSafetensors(path('long')).tensors;
    expect(Buffer.compare(Buffer.from((long!.data as Int32Array).buffer), Buffer.from(data.buffer))).toBe(0);
    expect(others).toEqual(tensors);
  });

  it('stands as it was when the new one cannot be finished', () => {
    writeSafetensors(path('old'), tensors);
    const before = readFileSync(path('old'));
    const tooLarge: SafetensorsMap = { ...tensors, last: { dtype: 'F16', shape: [1], data: Float32Array.of(1e6) } };
    expect(() => writeSafetensors(path('old'), tooLarge)).toThrow('too large for F16');
    expect(readFileSync(path('old'))).toEqual(before);
    expect(readdirSync(folder).filter((file) => file.endsWith('.part'))).toEqual([]);
  });
});

describe('half precision', () => {
  it.each([
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65519.996, 0x7bff],
    [65520, 0x7c00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [2 ** -25 * 1.0001, 0x0001],
    [3 * 2 ** -25, 0x0002],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [2047.5, 0x6800],
    [-0, 0x8000],
    [Number.NaN, 0x7e00],
    [Number.NEGATIVE_INFINITY, 0xfc00],
  ])('rounds %d to nearest, ties to even', (value, half) => {
    expect(toFloat16(value)).toBe(half);
  });

  it('survives the round trip for all 65,536 patterns', () => {
    for (let half = 0; half < 0x10000; half++) {
      const isNaN16 = (half & 0x7c00) === 0x7c00 && (half & 0x3ff) !== 0;
      if (!isNaN16) expect(toFloat16(fromFloat16(half))).toBe(half);
    }
  });
});
