import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commonFlags, findCompiler, instructionSetFlags, sourceFolder } from '../../../lib/engine/native/compile.js';
import { InputError } from '../../../lib/errors.js';
import { projectPath } from '../../../lib/project.js';

/** One way to build the exerciser and to run it. */
interface Build {
  compiler: string;
  architecture: string;
  flags: string[];
  /** What runs the program; nothing when the machine does. */
  emulator: string[];
}

const here = projectPath('test', 'engine', 'native');

/** Sources with their flags: the addon's kernels and threads as the addon has them, and the exerciser in Node's place. */
function sources(architecture: string): { path: string; flags: string[] }[] {
  return [
    ...instructionSetFlags(architecture).map((flags) => ({ path: join(sourceFolder, 'kernels.cpp'), flags })),
    { path: join(sourceFolder, 'thread-pool.cpp'), flags: [] },
    ...readdirSync(here)
      .filter((name) => name.endsWith('.cpp'))
      .map((name) => ({ path: join(here, name), flags: [] })),
  ];
}

/**
 * Builds the exerciser, runs it, and returns what it printed: a hash for each kernel and shape.
 *
 * @throws InputError when combinations differ or a sanitizer objects, which the program has printed by then.
 */
function exercise({ compiler, architecture, flags, emulator }: Build): string {
  const folder = mkdtempSync(join(tmpdir(), 'longtail-exercise-'));
  try {
    const objects = sources(architecture).map((source, i) => {
      const object = join(folder, `${i}.o`);
      const all = [...commonFlags, ...source.flags, ...flags, '-I', sourceFolder];
      execFileSync(compiler, [...all, '-c', source.path, '-o', object], { stdio: 'inherit' });
      return object;
    });
    const program = join(folder, 'exercise');
    execFileSync(compiler, [...flags, ...objects, '-o', program, '-pthread'], { stdio: 'inherit' });
    const [command, ...rest] = [...emulator, program];
    const { status, stdout } = spawnSync(command!, rest, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    if (status === 0) return stdout;
    throw new InputError(`The native kernels failed with ${[compiler, ...flags].join(' ')}: see above.`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function answers(command: string): boolean {
  return spawnSync(command, ['--version']).status === 0;
}

function host(compiler: string, flags: string[] = []): Build {
  return { compiler, architecture: process.arch, flags, emulator: [] };
}

/** Under both pairs of sanitizers, each of which ends the program at its first finding. */
function sanitize(compiler: string): void {
  const watched = ['-g', '-O1', '-fno-omit-frame-pointer', '-fno-sanitize-recover=all'];
  for (const sanitizer of ['address,undefined', 'thread']) {
    console.log(`${compiler} with -fsanitize=${sanitizer}`);
    exercise(host(compiler, [...watched, `-fsanitize=${sanitizer}`]));
  }
}

/** Kernel by kernel, the bits of another compiler or architecture beside this machine's. */
function compare(compiler: string): void {
  const expected = exercise(host(compiler)).split('\n');
  const check = (name: string, build: Build) => {
    const different = exercise(build)
      .split('\n')
      .filter((line, i) => line !== expected[i]);
    console.log(`${name}: ${expected.length - 1} results, ${different.length} with other bits than ${compiler}'s.`);
    for (const line of different) console.log(`  ${line}`);
    if (different.length > 0) process.exitCode = 1;
  };
  if (compiler !== 'clang++' && answers('clang++')) check('clang++', host('clang++'));
  else console.log('clang++ was not found, so its bits are not compared.');
  const [cross, emulator] = ['aarch64-linux-gnu-g++', 'qemu-aarch64-static'];
  if (answers(cross) && answers(emulator))
    check('Arm', { compiler: cross, architecture: 'arm64', flags: ['-static'], emulator: [emulator] });
  else console.log("Arm's bits are not compared: that takes Debian's g++-aarch64-linux-gnu and qemu-user-static.");
}

const tasks: Record<string, (compiler: string) => void> = { sanitize, compare };
const task = tasks[process.argv[2] ?? ''];
if (!task) throw new Error(`exercise.ts wants one of ${Object.keys(tasks).join(', ')}`);
const compiler = findCompiler();
try {
  if (compiler) task(compiler.command);
  else console.log('No C++ compiler was found, so there are no native kernels to exercise: install g++ or clang++.');
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  console.log(error.message);
  process.exitCode = 1;
}
