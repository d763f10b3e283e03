import { type EngineName, surveyEngines } from '../lib/engine/index.js';

const survey = await surveyEngines();

/** The engines of every machine that can be started on this one: numbers are believed when all of them agree. */
export const hostEngines: EngineName[] = (['native', 'wasm'] as const).filter(
  (name) => survey.find((engine) => engine.name === name)!.available,
);

/** The engines of the processor, and of the graphics card if one answers; await `data()`, it can be read in no other way. */
export const everyEngine: EngineName[] = [
  ...hostEngines,
  ...survey.filter(({ name, available }) => name === 'webgpu' && available).map(({ name }) => name),
];

/** Whether this machine has an adapter for WebGPU, be it software, and what it is. */
export const webgpu = survey.find(({ name }) => name === 'webgpu')!;
