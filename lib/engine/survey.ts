import { type Engine, type EngineName, type EngineSurvey, engineNames } from './engine-description.js';
import { nativeEngine } from './engines/native.js';
import { tensorflowEngine } from './engines/tensorflow.js';
import { wasmEngine } from './engines/wasm.js';
import { webgpuEngine } from './engines/webgpu.js';

export const engines: Record<EngineName, Engine> = {
  tensorflow: tensorflowEngine,
  webgpu: webgpuEngine,
  native: nativeEngine,
  wasm: wasmEngine,
};

/** Which engines could be started here, in the order in which `auto` tries them, and why the others cannot. */
export async function surveyEngines(): Promise<EngineSurvey[]> {
  return Promise.all(engineNames.map(async (name) => ({ name, ...(await engines[name].survey()) })));
}
