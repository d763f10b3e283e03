import { execFile } from 'node:child_process';
import { projectPath } from '../../../lib/project.js';

export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the compiled command line, whose environment has no settings of this project but the given ones. */
export function longtail(parameters: string[], environment: Record<string, string> = {}): Promise<Outcome> {
  const inherited = Object.entries(process.env).filter(([name]) => name !== 'CI' && !name.startsWith('LONGTAIL_'));
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [projectPath('dist', 'lib', 'harness', 'main.js'), ...parameters],
      { env: { ...Object.fromEntries(inherited), ...environment }, maxBuffer: 1e8 },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}
