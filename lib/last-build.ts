import { statSync } from 'node:fs';
import { projectPath } from './project.js';

/**
 * When the library or its native kernels were last built, in milliseconds since 1970, 0 where they never were: a process
 * that began before computes with other code than one that begins now.
 */
export function lastBuild(): number {
  const traces = [projectPath('dist', '.tsbuildinfo'), projectPath('build', 'native.node')];
  return Math.max(...traces.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
}
