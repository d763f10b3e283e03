import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { compiledNeighbour } from '../../project.js';
import type { Gpu, GpuAdapter } from './packages.js';

/** What WebGPU found to compute with. */
export interface AdapterDescription {
  /** The graphics card, as its driver names it. */
  name: string;
  /** Whether the processor does the work of a graphics card, as Mesa's llvmpipe does. */
  software: boolean;
  /** Largest tensor, in bytes. */
  tensorBytes: number;
  /** Most threads of one workgroup. */
  workgroupThreads: number;
  /** Memory that a workgroup shares, in bytes. */
  workgroupBytes: number;
}

/** The fastest adapter, null when no driver offers one. */
export function requestAdapter(gpu: Gpu): Promise<GpuAdapter | null> {
  return gpu.requestAdapter({ powerPreference: 'high-performance' });
}

export function describeAdapter({ info, limits }: GpuAdapter): AdapterDescription {
  return {
    name: info.description || info.device || info.vendor || 'a graphics card without a name',
    software: info.isFallbackAdapter,
    tensorBytes: Math.min(limits.maxStorageBufferBindingSize!, limits.maxBufferSize!),
    workgroupThreads: limits.maxComputeInvocationsPerWorkgroup!,
    workgroupBytes: limits.maxComputeWorkgroupStorageSize!,
  };
}

let answer: Promise<AdapterDescription | null> | undefined;

/**
 * The adapter of this machine, asked for once, in a process of its own: Dawn writes warnings to the terminal wherever
 * there is no driver, and a driver that crashes must not take an engine of another kind with it.
 */
export function findAdapter(): Promise<AdapterDescription | null> {
  answer ??= promisify(execFile)(process.execPath, [compiledNeighbour(import.meta.url, 'print-adapter')], {
    timeout: 30_000,
    windowsHide: true,
  }).then(
    ({ stdout }) => JSON.parse(stdout) as AdapterDescription | null,
    () => null,
  );
  return answer;
}
