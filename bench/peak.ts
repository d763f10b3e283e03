import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { commonFlags, findCompiler, instructionSetFlags, sourceFolder } from '../lib/engine/native/compile.js';
import { projectPath } from '../lib/project.js';

const run = promisify(execFile);

/** What the machine's arithmetic reaches, in float32. */
export interface Peak {
  instructionSet: string;
  gigaflopsPerSecond: number;
}

/**
 * Measures the machine's peak with the engine's own multiply-add, in the best instruction set that the machine runs.
 * Null without a C++ compiler.
 */
export class PeakMeter {
  /** Programs, the best instruction set last; one that the machine lacks ends its program. */
  readonly #programs: string[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), 'peak-'));
  readonly #best = new Map<number, Peak>();

  static async build(): Promise<PeakMeter | null> {
    const compiler = findCompiler();
    if (!compiler) return null;
    const meter = new PeakMeter();
    await Promise.all(
      instructionSetFlags(process.arch).map(async (flags, i) => {
        const program = join(meter.#folder, `peak-${i}`);
        const source = projectPath('bench', 'peak.cpp');
        await run(compiler.command, [...commonFlags, ...flags, '-I', sourceFolder, source, '-o', program, '-pthread']);
        meter.#programs[i] = program;
      }),
    );
    return meter;
  }

  /** The most that was ever measured with so many threads, after measuring once more. */
  async measure(threads: number): Promise<Peak> {
    for (const program of [...this.#programs].reverse())
      try {
        const { stdout } = await run(program, [`${threads}`]);
        const [instructionSet, speed] = stdout.split(' ') as [string, string];
        const peak = { instructionSet, gigaflopsPerSecond: Number(speed) };
        const known = this.#best.get(threads);
        if (!known || known.gigaflopsPerSecond < peak.gigaflopsPerSecond) this.#best.set(threads, peak);
        return this.#best.get(threads)!;
      } catch (error) {
        if ((error as { signal?: string }).signal !== 'SIGILL') throw error;
      }
    throw new Error('no build of the peak measurement runs on this machine');
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
