import { createRequire } from 'node:module';
import { addonPath } from './compile.js';

// Numbers of the addon's operations by the names of the kernels in TensorFlow.js, in the order of its enumerations.
export const binaryOperations = {
  ...{ Add: 0, Sub: 1, Multiply: 2, RealDiv: 3, Maximum: 4, Minimum: 5, SquaredDifference: 6, Pow: 7 },
  GeluGradient: 8,
} as const;
export const unaryOperations = {
  ...{ Relu: 0, Neg: 1, Square: 2, Sqrt: 3, Step: 4, Rsqrt: 5, Reciprocal: 6, Abs: 7, Exp: 8, Expm1: 9, Log: 10 },
  ...{ Log1p: 11, Sigmoid: 12, Softplus: 13, Tanh: 14, Erf: 15, Gelu: 16, LeakyRelu: 17, ClipByValue: 18 },
} as const;
export const comparisons = { Equal: 0, NotEqual: 1, Greater: 2, GreaterEqual: 3, Less: 4, LessEqual: 5 } as const;
export const connectives = { LogicalAnd: 0, LogicalOr: 1, LogicalXor: 2 } as const;
export const reductions = { Sum: 0, Mean: 1, Max: 2, Min: 3 } as const;

type Floats = Float32Array;
/** The numbers of a tensor, by its type: float32, int32 or bool. */
export type Numbers = Float32Array | Int32Array | Uint8Array;
/** Sixteen integers in the order of `ConvolutionGeometry` in kernels.h. */
export type Geometry = Int32Array;
/** The integers of `Traversal` in kernels.h: rank, sizes, steps in the first array, steps in the second. */
export type Traversal = Int32Array;
/** outer, size, inner: the middle axis is reduced, or gathered from. */
export type Reduction = Int32Array;
/** From images to windows, or a gradient the other way. */
export type ImageMap = (from: Floats, to: Floats, geometry: Geometry) => void;

/**
 * The compiled functions; outputs are arrays that the caller has allocated. Sizes are checked there, meanings are not.
 */
export interface Addon {
  /** Instruction sets that build and machine have in common, best first. */
  instructionSets(): string[];
  start(instructionSet: string, threads: number): void;
  /** How many bytes into the buffer its first cache line begins; large buffers get large pages on the way. */
  alignedOffset(buffer: ArrayBuffer): number;

  convolution(x: Floats, filter: Floats, y: Floats, geometry: Geometry): void;
  convolutionInputGradient(dy: Floats, filter: Floats, dx: Floats, geometry: Geometry): void;
  convolutionFilterGradient(x: Floats, dy: Floats, dFilter: Floats, geometry: Geometry): void;

  batchNormTraining(
    x: Floats,
    scale: Floats,
    offset: Floats,
    residual: Floats | null,
    y: Floats,
    mean: Floats,
    variance: Floats,
    rows: number,
    channels: number,
    epsilon: number,
    relu: boolean,
  ): void;
  batchNormInference(
    x: Floats,
    scale: Floats,
    offset: Floats,
    mean: Floats,
    variance: Floats,
    residual: Floats | null,
    y: Floats,
    rows: number,
    channels: number,
    epsilon: number,
    relu: boolean,
  ): void;
  batchNormGradient(
    x: Floats,
    scale: Floats,
    offset: Floats,
    mean: Floats,
    variance: Floats,
    y: Floats | null,
    dy: Floats,
    dx: Floats,
    dScale: Floats,
    dOffset: Floats,
    dResidual: Floats | null,
    rows: number,
    channels: number,
    epsilon: number,
    relu: boolean,
  ): void;

  matrixProduct(
    a: Floats,
    b: Floats,
    y: Floats,
    batch: number,
    stepA: number,
    stepB: number,
    m: number,
    k: number,
    n: number,
    transposeA: boolean,
    transposeB: boolean,
  ): void;

  maxPool: ImageMap;
  maxPoolGradient(x: Floats, dy: Floats, dx: Floats, geometry: Geometry): void;
  averagePool: ImageMap;
  averagePoolGradient: ImageMap;
  subsample: ImageMap;
  subsampleGradient: ImageMap;

  binary(operation: number, a: Floats, b: Floats, y: Floats, traversal: Traversal): void;
  compare(comparison: number, a: Floats, b: Floats, y: Uint8Array, traversal: Traversal): void;
  compareIntegers(comparison: number, a: Int32Array, b: Int32Array, y: Uint8Array, traversal: Traversal): void;
  combine(connective: number, a: Uint8Array, b: Uint8Array, y: Uint8Array, traversal: Traversal): void;
  /** a where the condition holds, b elsewhere. */
  choose(condition: Uint8Array, a: Floats, b: Floats, y: Floats): void;
  /** `parameter` is a slope, or the lower limit of clipping. */
  unary(operation: number, x: Floats, y: Floats, parameter: number, limit: number): void;
  sgdUpdate(
    weight: Floats,
    velocity: Floats,
    gradient: Floats,
    nextWeight: Floats,
    nextVelocity: Floats,
    learningRate: number,
    momentum: number,
    weightDecay: number,
    nesterov: boolean,
  ): void;

  reduce(operation: number, x: Floats, y: Floats, reduction: Reduction): void;
  sumIntegers(x: Int32Array, y: Int32Array, reduction: Reduction): void;
  /** Positions of the first of the largest, or else smallest, values. */
  extremePosition(x: Floats, y: Int32Array, reduction: Reduction, largest: boolean): void;
  softmax(x: Floats, y: Floats, rows: number, size: number): void;
  layerNorm(x: Floats, scale: Floats, offset: Floats, y: Floats, rows: number, size: number, epsilon: number): void;
  layerNormGradient(
    x: Floats,
    scale: Floats,
    dy: Floats,
    dx: Floats,
    dScale: Floats,
    dOffset: Floats,
    rows: number,
    size: number,
    epsilon: number,
  ): void;

  /** Both arrays of the same kind; the steps of the traversal begin at the offsets. */
  copy(from: Numbers, fromOffset: number, to: Numbers, toOffset: number, traversal: Traversal): void;
  /** @throws Error for an index outside of the middle axis. */
  gather(x: Floats, indices: Int32Array, y: Floats, batch: number, count: number, reduction: Reduction): void;
  segmentSum(x: Floats, ids: Int32Array, y: Floats, rows: number, width: number, segments: number): void;
}

/** @throws Error of the loader when the addon is missing or does not fit this Node. */
export function loadAddon(): Addon {
  return createRequire(import.meta.url)(addonPath) as Addon;
}
