import { createRequire } from 'node:module';
import { InputError } from '../../errors.js';

/** The release whose insides the repairs of this folder know. */
const knownVersion = '1.0.22';

/** A fault in a cell or in a file that it imports, as tslab's compiler reports it. */
export type TypeScriptModule = typeof import('typescript');

/** What tslab makes of one cell. */
export interface ConvertedCell {
  output?: string;
  hasToplevelAwait?: boolean;
  /** Compiled modules of the project that the cell imports. */
  sideOutputs?: { path: string; data: string }[];
  [field: string]: unknown;
}

export interface CellConverter {
  convert(previousDeclarations: string, source: string): ConvertedCell;
  [method: string]: unknown;
}

/** A Jupyter message inside tslab. */
export interface TslabMessage {
  header: { msg_type: string; [field: string]: unknown };
  content: Record<string, unknown>;
  createReply(): TslabMessage;
  signAndSend(key: string, socket: unknown): void;
}

export interface TslabHandler {
  execCount: number;
  handleExecute(request: unknown, writeStream: unknown, writeDisplayData: unknown): Promise<Record<string, unknown>>;
}

export interface TslabServer {
  connInfo: { key: string };
  handler: TslabHandler;
  iopub: unknown;
}

type HandleExecuteImpl = (this: TslabHandler, request: ExecuteRequest, ...writers: unknown[]) => Promise<unknown>;

/** The content of an `execute_request`. */
export interface ExecuteRequest {
  code: string;
  /** Ours: called when the cell leaves the queue. */
  onStart?: (executionCount: number) => void;
  /** Ours: awaited before the next cell leaves the queue. */
  onEnd?: () => Promise<void>;
}

/** The parts of tslab that the launcher repairs. All are CommonJS modules, whose exports can be replaced. */
export interface TslabModules {
  typescript: { path: string; exports: TypeScriptModule };
  zeromq: Record<'Publisher' | 'Router', new (options?: object) => { send(frames: unknown): Promise<void> }>;
  converter: { createConverter(options: unknown): CellConverter };
  executor: { createExecutor(rootFolder: string, converters: unknown, console: CellConsole): unknown };
  jupyter: {
    lastWriteDisplayData: ((message: object, update: boolean) => void) | null;
    ZmqServer: {
      prototype: { handleExecute(this: TslabServer, socket: unknown, message: TslabMessage): Promise<void> };
    };
    JupyterHandlerImpl: { prototype: { handleExecuteImpl: HandleExecuteImpl; createWriteToIopub: unknown } };
  };
  main: { startKernel(options: { configPath: string; enableFindLocal: boolean; jsKernel: boolean }): void };
  /** `require` with the cache in which tslab's modules live. */
  require: NodeJS.Require;
}

/** Where tslab's executor prints the last expression of a cell and its errors. */
export interface CellConsole {
  log(...values: unknown[]): void;
  error(...values: unknown[]): void;
}

/**
 * Loads tslab's modules one by one as they are asked for, so that the compiler can be replaced before the converter
 * takes hold of it.
 *
 * @throws InputError when tslab is missing, damaged, or another release than the repairs were written for.
 */
export function tslabModules(load: NodeJS.Require = createRequire(import.meta.url)): TslabModules {
  const get = (name: string): never => {
    try {
      return load(name) as never;
    } catch (error) {
      throw brokenInstallation(name, error);
    }
  };
  const resolveBesideTslab = (name: string): string => {
    try {
      return load.resolve(name, { paths: [load.resolve('tslab/package.json')] });
    } catch (error) {
      throw brokenInstallation(name, error);
    }
  };
  const { version } = get('tslab/package.json') as { version: string };
  if (version !== knownVersion) {
    throw new InputError(
      `The kernel needs tslab ${knownVersion} and found ${version}: run \`npm ci\` in the project folder.`,
    );
  }
  return {
    get typescript() {
      const path = resolveBesideTslab('@tslab/typescript-for-tslab');
      return { path, exports: get(path) };
    },
    get zeromq() {
      return get(resolveBesideTslab('zeromq'));
    },
    get converter() {
      return get('tslab/dist/converter.js');
    },
    get executor() {
      return get('tslab/dist/executor.js');
    },
    get jupyter() {
      return get('tslab/dist/jupyter.js');
    },
    get main() {
      return get('tslab/dist/main.js');
    },
    require: load,
  };
}

function brokenInstallation(name: string, error: unknown): InputError {
  const reason = (error as Error).message.split('\n')[0];
  return new InputError(`The notebook kernel cannot load ${name} (${reason}): run \`npm ci\` in the project folder.`, {
    cause: error,
  });
}
