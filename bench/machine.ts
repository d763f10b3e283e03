import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { readBuildRecord } from '../lib/engine/native/compile.js';
import { pythonCommand } from './measure-workload.js';
import { cores } from './workloads.js';

/** What the numbers were measured with. */
export interface Machine {
  processor: string;
  cores: number;
  memoryBytes: number;
  /** First line of what the compiler of the native engine says of itself; null without one. */
  compiler: string | null;
  node: string;
  /** Version of PyTorch, or null; the reason has been told. */
  pytorch: string | null;
}

export function describeMachine(tell: (line: string) => void): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores,
    memoryBytes: totalmem(),
    compiler: readBuildRecord()?.compiler ?? null,
    node: process.versions.node,
    pytorch: torchVersion(tell),
  };
}

function torchVersion(tell: (line: string) => void): string | null {
  try {
    const parameters = ['-c', 'import torch; print(torch.__version__)'];
    return execFileSync(pythonCommand(), parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  } catch {
    tell(`${pythonCommand()} has no PyTorch, so there is nothing to compare with: set PYTHON to one that has.`);
    return null;
  }
}

/** Processes that wanted a core during the last minute, on average. */
export function loadAverage(): number {
  return loadavg()[0]!;
}
