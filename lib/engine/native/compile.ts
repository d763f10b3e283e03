import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sha256, writeJson } from '../../files.js';
import { projectPath } from '../../project.js';

/** What the last attempt to build the addon left behind, beside the addon itself. */
export interface BuildRecord {
  /** SHA-256 of sources and flags; the addon is rebuilt when it or the compiler changes. */
  hash: string;
  /** First line of what the compiler says about itself; null when there was none. */
  compiler: string | null;
  /** Why there is no addon, one sentence; null when there is one. */
  failure: string | null;
}

const addonFile = 'native.node';
const recordFile = 'native.json';
export const addonPath = projectPath('build', addonFile);
export const sourceFolder = projectPath('lib', 'engine', 'native', 'cpp');

/**
 * The flags of every source. No contraction: where two roundings become one is written in the source, so that every
 * build gives the same bits.
 */
export const commonFlags = [
  '-std=c++17',
  '-O3',
  '-fPIC',
  '-fvisibility=hidden',
  '-ffp-contract=off',
  '-fno-math-errno',
];

const avx2 = ['-mavx2', '-mfma'];
const avx512 = [
  ...['-mavx512f', '-mavx512vl', '-mavx512bw', '-mavx512dq', '-mfma'],
  // GCC would otherwise prefer half vectors on many processors, and the tiles count on whole ones.
  '-mprefer-vector-width=512',
];

function sourceFiles(...extensions: string[]): string[] {
  return readdirSync(sourceFolder, { encoding: 'utf8', recursive: true })
    .filter((name) => extensions.includes(extname(name)))
    .sort();
}

/** The flags of each instruction set that the kernels are compiled for; those of none are the compiler's own minimum. */
export function instructionSetFlags(architecture: string): string[][] {
  return architecture === 'x64' ? [[], avx2, avx512] : [[]];
}

interface Unit {
  source: string;
  flags: string[];
}

/** What is compiled on this architecture: the kernels once for each instruction set, and what binds them. */
function units(): Unit[] {
  return [
    ...instructionSetFlags(process.arch).map((flags) => ({ source: 'kernels.cpp', flags })),
    ...sourceFiles('.cpp')
      .filter((source) => source !== 'kernels.cpp')
      .map((source) => ({ source, flags: [] })),
  ];
}

/** The first C++ compiler that answers; `$CXX` before all others. */
export function findCompiler(): { command: string; version: string } | undefined {
  for (const command of [process.env.CXX, 'g++', 'clang++', 'c++']) {
    if (!command) continue;
    const { status, stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' });
    if (status === 0) return { command, version: stdout.split('\n')[0]! };
  }
  return undefined;
}

function hashOf(headers: string): string {
  const sources = sourceFiles('.cpp', '.h').map((name) => [name, readFileSync(join(sourceFolder, name), 'utf8')]);
  return sha256(JSON.stringify({ sources, commonFlags, units: units(), headers, arch: process.arch }));
}

async function compileInto(folder: string, compiler: string, headers: string): Promise<string> {
  const run = promisify(execFile);
  const objects = await Promise.all(
    units().map(async ({ source, flags }, i) => {
      const object = join(folder, `${i}.o`);
      const include = ['-I', sourceFolder, '-I', headers];
      await run(compiler, [...commonFlags, ...flags, ...include, '-c', join(sourceFolder, source), '-o', object]);
      return object;
    }),
  );
  const addon = join(folder, addonFile);
  const link = process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : ['-pthread'];
  await run(compiler, ['-shared', ...objects, '-o', addon, ...link]);
  return addon;
}

/** The last build's record, or undefined before the first one. */
export function readBuildRecord(folder = projectPath('build')): BuildRecord | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, recordFile), 'utf8')) as BuildRecord;
  } catch {
    return undefined;
  }
}

export interface CompileOptions {
  /** Where the addon and its record are put; default the project's `build/`. */
  folder?: string;
}

/**
 * Builds the addon of the native engine, unless sources, flags and compiler are those of the last build. Never fails:
 * without a compiler, or when it refuses, the record says why and the wasm engine is left.
 */
export async function compileAddon({ folder = projectPath('build') }: CompileOptions = {}): Promise<BuildRecord> {
  const { include_dir: headers } = createRequire(import.meta.url)('node-api-headers') as { include_dir: string };
  const hash = hashOf(headers);
  const compiler = findCompiler();
  const last = readBuildRecord(folder);
  const upToDate = last?.hash === hash && last.failure === null && existsSync(join(folder, addonFile));
  if (upToDate && (!compiler || compiler.version === last.compiler)) return last;

  mkdirSync(folder, { recursive: true });
  const finish = (failure: string | null): BuildRecord => {
    const record = { hash, compiler: compiler?.version ?? null, failure };
    // An addon of other sources must not be loaded.
    if (failure !== null) rmSync(join(folder, addonFile), { force: true });
    writeJson(join(folder, recordFile), record);
    return record;
  };
  const loss = 'so the native engine was not built and training falls to the wasm engine, about 15 times slower:';
  if (!compiler)
    return finish(`No C++ compiler was found, ${loss} install g++ or clang++ (or set CXX) and run \`npm run build\`.`);
  const workplace = mkdtempSync(join(folder, 'compiling-'));
  try {
    renameSync(await compileInto(workplace, compiler.command, headers), join(folder, addonFile));
    return finish(null);
  } catch (error) {
    const output = String((error as { stderr?: string }).stderr || (error as Error).message).trim();
    const tail = output.split('\n').slice(-12).join('\n');
    return finish(
      `${compiler.version} refused the sources, ${loss} set CXX to another compiler and run \`npm run build\`.\n${tail}`,
    );
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const [, , folder] = process.argv;
  const { failure } = await compileAddon({ folder });
  if (failure !== null) console.log(failure);
}

// An installation must not break for want of the addon: whatever happens, one sentence and exit code 0.
if (process.argv[1] === fileURLToPath(import.meta.url))
  main().catch((error: Error) => console.log(`The native engine was not built: ${error.message}`));
