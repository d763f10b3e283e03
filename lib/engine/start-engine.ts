import { availableParallelism } from 'node:os';
import { InputError } from '../errors.js';
import { type EngineDescription, type EngineName, engineNames } from './engine-description.js';
import { registerGradients } from './register-gradients.js';
import { engines } from './survey.js';

export interface StartEngineOptions {
  /** Which engine computes; default `LONGTAIL_ENGINE`, or else `auto`, the first that is available. */
  engine?: EngineName | 'auto';
  /** Threads of the native engine; default `LONGTAIL_THREADS`, or else the number of cores. No result depends on it. */
  threads?: number;
}

let current: EngineDescription | undefined;
let starting: Promise<EngineDescription> | undefined;

function checkEngine(name: string, source: string): EngineName | 'auto' {
  if (name === 'auto' || (engineNames as readonly string[]).includes(name)) return name as EngineName | 'auto';
  throw new InputError(`${source} names an unknown engine '${name}': choose auto, ${engineNames.join(', ')}.`);
}

function checkThreads(threads: number, source: string): number {
  if (Number.isInteger(threads) && threads >= 1 && threads <= 1024) return threads;
  throw new InputError(`${source} must be a whole number of threads from 1 to 1024, not ${threads}.`);
}

/** Options before the environment before defaults. */
function resolve({ engine, threads }: StartEngineOptions): { engine: EngineName | 'auto'; threads: number } {
  const { LONGTAIL_ENGINE, LONGTAIL_THREADS } = process.env;
  return {
    engine: engine
      ? checkEngine(engine, 'The option engine')
      : checkEngine(LONGTAIL_ENGINE || 'auto', 'LONGTAIL_ENGINE'),
    threads:
      threads !== undefined
        ? checkThreads(threads, 'The option threads')
        : LONGTAIL_THREADS
          ? checkThreads(Number(LONGTAIL_THREADS), 'LONGTAIL_THREADS')
          : availableParallelism(),
  };
}

async function choose(wanted: EngineName | 'auto'): Promise<{ name: EngineName; lost?: string }> {
  if (wanted !== 'auto') {
    const { available, detail } = await engines[wanted].survey();
    if (available) return { name: wanted };
    throw new InputError(`The engine ${wanted} cannot be used here. ${detail}`);
  }
  let lost: string | undefined;
  for (const name of engineNames) {
    const { available, automatic, detail } = await engines[name].survey();
    if (available && automatic) return { name, lost: name === 'wasm' ? lost : undefined };
    if (name === 'native') lost = detail;
  }
  throw new InputError('No engine can be used here: run `npm ci`, then `npm run build`.');
}

const slowness =
  'It trains about 15 times slower than the native engine, which takes a C++ compiler and `npm run build`.';

async function start(engine: EngineName | 'auto', threads: number): Promise<EngineDescription> {
  const { name, lost } = await choose(engine);
  registerGradients();
  const description = await engines[name].start(threads);
  const detail = name === 'wasm' ? `${description.detail} ${lost ?? slowness}` : description.detail;
  return { name, ...description, detail };
}

/**
 * Starts the engine that computes from now on and describes it. Started again with the same choice, it changes nothing;
 * another choice switches over. Never falls back in silence: a named engine starts or throws, and `detail` says what wasm
 * costs and what helps.
 *
 * @throws InputError when a name is unknown, or a named engine cannot be used here, with the reason.
 */
export async function startEngine(options: StartEngineOptions = {}): Promise<EngineDescription> {
  const { engine, threads } = resolve(options);
  // One after the other: two that start at once would each see the other's backend.
  const earlier = starting;
  starting = (async () => {
    await earlier?.catch(() => {});
    current = await start(engine, threads);
    return current;
  })();
  return starting;
}

/** The engine that computes; the default one is started where none was. @throws InputError as `startEngine`. */
export async function ensureEngine(): Promise<EngineDescription> {
  return current ?? starting ?? startEngine();
}

/** @throws InputError when no engine was started. */
export function currentEngine(): EngineDescription {
  if (!current) throw new InputError('No engine is running: call startEngine first.');
  return current;
}
