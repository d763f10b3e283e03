import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { projectRoot } from '../project.js';
import type { RunRecord } from './record.js';

function git(...parameters: string[]): string | null {
  try {
    return execFileSync('git', parameters, {
      cwd: projectRoot,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}

/** The checked-out commit, and whether computing or calling code differs from it; null outside a git checkout. */
export function currentCommit(): RunRecord['commit'] {
  const changes = git('status', '--porcelain', '--untracked-files=no', '--', 'lib', 'notebooks');
  return { hash: git('rev-parse', 'HEAD'), modified: changes !== null && changes !== '' };
}

/** The machine and runtime that computed. */
export function currentEnvironment(): RunRecord['environment'] {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model ?? 'unknown',
  };
}
