import * as tf from '@tensorflow/tfjs-core';

/** A compute shader as TensorFlow.js's WebGPU backend takes it: it declares the buffers and calls the user code. */
interface Program {
  shaderKey: string;
  variableNames: string[];
  uniforms: string;
  outputShape: number[];
  workgroupSize: [number, number, number];
  dispatchLayout: { x: number[] };
  dispatch: [number, number, number];
  getUserCode(): string;
}

/** The part of the backend that runs shaders. */
export interface ShaderBackend {
  runWebGPUProgram(
    program: Program,
    inputs: tf.TensorInfo[],
    dtype: tf.DataType,
    uniforms: { type: 'int32' | 'float32'; data: number[] }[],
  ): tf.TensorInfo;
  disposeData(dataId: tf.DataId): void;
}

export interface Shader {
  /** Tells shaders apart that differ in their code; the same name is compiled once. */
  name: string;
  /** Buffers by their name in the code, where they are flat: `x[row * channels + channel]`. */
  inputs: Record<string, tf.TensorInfo>;
  /** Whole numbers by their name in the code, as `uniforms.rows`. */
  integers: Record<string, number>;
  /** Likewise, fractions. */
  floats?: Record<string, number>;
  outputShape: number[];
  /** How often the code runs, with `index` from 0; or else how many workgroups run it, each for one `group`. */
  threads?: number;
  groups?: number;
  /** WGSL outside the function. */
  declarations?: string;
  /** WGSL that writes to the flat buffer `result`. */
  code: string;
}

/** Threads of a workgroup: two waves of most graphics cards. */
export const workgroupSize = 64;

/** Runs a shader once, over as many threads or workgroups as it asks for. */
export function runShader(
  backend: ShaderBackend,
  { name, inputs, integers, floats = {}, outputShape, threads, groups, declarations = '', code }: Shader,
): tf.TensorInfo {
  const count = groups ?? threads ?? tf.util.sizeFromShape(outputShape);
  const workgroups = groups ?? Math.ceil(count / workgroupSize);
  const start = groups === undefined ? '' : `let group = index / ${workgroupSize};`;
  const body = groups === undefined ? `if (index < uniforms.count) {\n${code}\n}` : `${start}\n${code}`;
  const uniforms = { count, ...integers };
  const program: Program = {
    shaderKey: `longtail-${name}`,
    variableNames: Object.keys(inputs),
    uniforms: [
      ...Object.keys(uniforms).map((key) => `${key} : i32,`),
      ...Object.keys(floats).map((key) => `${key} : f32,`),
    ].join(' '),
    outputShape,
    workgroupSize: [workgroupSize, 1, 1],
    dispatchLayout: { x: outputShape.map((_, axis) => axis) },
    dispatch: [workgroups, 1, 1],
    getUserCode: () => `${declarations}\nfn main(index : i32) {\n${body}\n}`,
  };
  return backend.runWebGPUProgram(program, Object.values(inputs), 'float32', [
    ...Object.values(uniforms).map((value) => ({ type: 'int32' as const, data: [value] })),
    ...Object.values(floats).map((value) => ({ type: 'float32' as const, data: [value] })),
  ]);
}

/** Registers a kernel that only the webgpu backend has. */
export function addKernel<Inputs, Attributes>(
  kernelName: string,
  kernel: (call: { inputs: Inputs; attrs: Attributes; backend: ShaderBackend }) => tf.TensorInfo | tf.TensorInfo[],
): void {
  tf.registerKernel({
    kernelName,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) =>
      kernel({
        inputs: inputs as unknown as Inputs,
        attrs: attrs as unknown as Attributes,
        backend: backend as unknown as ShaderBackend,
      }),
  });
}
