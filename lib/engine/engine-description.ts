/** The engines, in the order in which `auto` tries them. */
export const engineNames = ['tensorflow', 'webgpu', 'native', 'wasm'] as const;
export type EngineName = (typeof engineNames)[number];

/** What computes, as it is printed and recorded with every run. */
export interface EngineDescription {
  name: EngineName;
  /** The processor, or the graphics card. */
  device: string;
  /** Instruction set of the kernels, such as avx512, or the graphics driver's interface, such as vulkan. */
  instructionSet: string;
  threads: number;
  /** Versions of what the numbers come from. */
  versions: Record<string, string>;
  /** Results of one class are comparable bit by bit, results of different classes within tolerance. */
  class: string;
  /** One sentence for the user: what was chosen, or what was lost. */
  detail: string;
}

/** Whether an engine could be started here, and why not. */
export interface EngineSurvey {
  name: EngineName;
  available: boolean;
  /** Whether `auto` may choose it; a processor that stands in for a graphics card must be asked for by name. */
  automatic: boolean;
  detail: string;
}

/** One way to compute; `start` is called only when `survey` found it available. */
export interface Engine {
  survey(): Promise<Omit<EngineSurvey, 'name'>>;
  start(threads: number): Promise<Omit<EngineDescription, 'name'>>;
}
