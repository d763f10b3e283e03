import { createRequire } from 'node:module';
import { addonPath } from './compile.js';

/** Numbers of the addon's binary operations, in the order of its enumeration. */
export const binaryOperations = { Add: 0, Sub: 1, Multiply: 2, RealDiv: 3, Maximum: 4, Minimum: 5 } as const;
/** Numbers of the addon's unary operations, likewise. */
export const unaryOperations = { Relu: 0, Neg: 1, Square: 2, Sqrt: 3, Step: 4 } as const;

type Floats = Float32Array;
/** Sixteen integers in the order of `ConvolutionGeometry` in kernels.h. */
export type Geometry = Int32Array;
/** From images to windows, or a gradient the other way. */
export type ImageMap = (from: Floats, to: Floats, geometry: Geometry) => void;

/**
 * The compiled functions; outputs are arrays that the caller has allocated. Sizes are checked there, meanings are not.
 */
export interface Addon {
  /** Instruction sets that build and machine have in common, best first. */
  instructionSets(): string[];
  start(instructionSet: string, threads: number): void;

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

  /** `b` repeats along `a`. */
  binary(operation: number, a: Floats, b: Floats, y: Floats): void;
  unary(operation: number, x: Floats, y: Floats, parameter: number): void;
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
}

/** @throws Error of the loader when the addon is missing or does not fit this Node. */
export function loadAddon(): Addon {
  return createRequire(import.meta.url)(addonPath) as Addon;
}
