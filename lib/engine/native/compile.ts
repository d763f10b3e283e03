import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sha256, writeJson } from '../../files.js';
import { projectPath } from '../../project.js';

/** What the last attempt to build the addon left behind, beside the addon itself. */
export interface BuildRecord {
  /** SHA-256 of sources, flags and compiler; the addon is rebuilt when it changes. */
  hash: string;
  compiler: string;
  /** Why there is no addon, one sentence; null when there is one. */
  failure: string | null;
}

export const addonPath = projectPath('build', 'native.node');
export const buildRecordPath = projectPath('build', 'native.json');
const sourceFolder = projectPath('lib', 'engine', 'native');

// No contraction: where two roundings become one is written in the source, so that every build gives the same bits.
const commonFlags = ['-std=c++17', '-O3', '-fPIC', '-fvisibility=hidden', '-ffp-contract=off', '-fno-math-errno'];

const avx2 = ['-mavx2', '-mfma'];
const avx512 = [
  ...['-mavx512f', '-mavx512vl', '-mavx512bw', '-mavx512dq', '-mfma'],
  // GCC would otherwise prefer half vectors on many processors, and the tiles count on whole ones.
  '-mprefer-vector-width=512',
];

interface Unit {
  source: string;
  flags: string[];
}

/** What is compiled on this architecture: the kernels once for each instruction set, and what binds them. */
function units(): Unit[] {
  const kernels = process.arch === 'x64' ? [avx2, avx512] : [[]];
  return [
    ...kernels.map((flags) => ({ source: 'kernels.cpp', flags })),
    { source: 'binding.cpp', flags: [] },
    { source: 'thread-pool.cpp', flags: [] },
  ];
}

/** The first C++ compiler that answers; `$CXX` before all others. */
function findCompiler(): { command: string; version: string } | undefined {
  for (const command of [process.env.CXX, 'g++', 'clang++', 'c++']) {
    if (!command) continue;
    const { status, stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' });
    if (status === 0) return { command, version: stdout.split('\n')[0]! };
  }
  return undefined;
}

function hashOf(compiler: string, headers: string): string {
  const sources = readdirSync(sourceFolder)
    .filter((name) => /\.(cpp|h)$/.test(name))
    .sort()
    .map((name) => [name, readFileSync(join(sourceFolder, name), 'utf8')]);
  return sha256(JSON.stringify({ sources, commonFlags, units: units(), compiler, headers, arch: process.arch }));
}

async function compileInto(folder: string, compiler: string, headers: string): Promise<string> {
  const run = promisify(execFile);
  const objects = await Promise.all(
    units().map(async ({ source, flags }, i) => {
      const object = join(folder, `${i}.o`);
      const command = [...commonFlags, ...flags, '-I', headers, '-c', join(sourceFolder, source), '-o', object];
      await run(compiler, command);
      return object;
    }),
  );
  const addon = join(folder, 'native.node');
  const link = process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : ['-pthread'];
  await run(compiler, ['-shared', ...objects, '-o', addon, ...link]);
  return addon;
}

/** The last build's record, or undefined before the first one. */
export function readBuildRecord(): BuildRecord | undefined {
  try {
    return JSON.parse(readFileSync(buildRecordPath, 'utf8')) as BuildRecord;
  } catch {
    return undefined;
  }
}

function withoutAddon(failure: string, hash = '', compiler = ''): BuildRecord {
  const record = { hash, compiler, failure };
  rmSync(addonPath, { force: true });
  writeJson(buildRecordPath, record);
  return record;
}

/**
 * Builds the addon of the native engine into `build/native.node`, unless sources, flags and compiler are those of the
 * last build. Never fails: without a compiler, or when it refuses, the record says why and the wasm engine is left.
 */
export async function compileAddon(): Promise<BuildRecord> {
  const compiler = findCompiler();
  if (!compiler)
    return withoutAddon(
      'No C++ compiler was found, so the native engine was not built and training falls to the wasm engine, about 15 ' +
        'times slower: install g++ or clang++ (or set CXX) and run `npm run build`.',
    );
  const { include_dir: headers } = createRequire(import.meta.url)('node-api-headers') as { include_dir: string };
  const hash = hashOf(compiler.version, headers);
  const last = readBuildRecord();
  if (last?.hash === hash && last.failure === null && existsSync(addonPath)) return last;

  mkdirSync(projectPath('build'), { recursive: true });
  const folder = mkdtempSync(projectPath('build', 'compiling-'));
  try {
    renameSync(await compileInto(folder, compiler.command, headers), addonPath);
    const record = { hash, compiler: compiler.version, failure: null };
    writeJson(buildRecordPath, record);
    return record;
  } catch (error) {
    const output = String((error as { stderr?: string }).stderr || (error as Error).message).trim();
    const tail = output.split('\n').slice(-12).join('\n');
    const sentence =
      `${compiler.version} could not build the native engine, so training falls to the wasm engine, about 15 times ` +
      'slower: try another compiler with CXX=... and `npm run build`.';
    return withoutAddon(`${sentence}\n${tail}`, hash, compiler.version);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const { failure } = await compileAddon();
  if (failure !== null) console.log(failure);
}

// An installation must not break for want of the addon: whatever happens, one sentence and exit code 0.
if (process.argv[1] === fileURLToPath(import.meta.url))
  main().catch((error: Error) => console.log(`The native engine was not built: ${error.message}`));
