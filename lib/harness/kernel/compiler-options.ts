import type { TslabModules, TypeScriptModule } from './tslab-modules.js';

/** Missing annotations and packages without types: implicit `any`. Cells are a place to try things out. */
const isImplicitAny = (code: number) => code >= 7005 && code <= 7061;

/** The extra function that tslab's fork of the compiler has. */
interface TslabCompiler {
  getPreEmitDiagnosticsOfFiles(...parameters: unknown[]): { code: number }[];
}

/**
 * Gives cells the compiler options of a project of today. tslab reads no tsconfig.json: its own options are not strict,
 * which makes false errors in code that narrows unions, know no ES2023 library, and resolve packages without looking at
 * `exports` in their package.json.
 */
export function repairCompilerOptions(tslab: TslabModules): void {
  const { path, exports: typescript } = tslab.typescript;
  const compiler = typescript as TypeScriptModule & TslabCompiler;
  // The compiler's exports are getters without setters: replace the module by a copy of it.
  const repaired = { ...compiler };
  repaired.createWatchCompilerHost = ((rootNames: string[], options: Record<string, unknown>, ...rest: never[]) => {
    const lib = (options.lib as string[]).map((name) => (name === 'lib.es2022.d.ts' ? 'lib.es2023.d.ts' : name));
    const ours = { ...options, lib, strict: true, moduleResolution: typescript.ModuleResolutionKind.Bundler };
    return (compiler.createWatchCompilerHost as (...all: unknown[]) => unknown)(rootNames, ours, ...rest);
  }) as TypeScriptModule['createWatchCompilerHost'];
  repaired.getPreEmitDiagnosticsOfFiles = (...parameters) =>
    compiler.getPreEmitDiagnosticsOfFiles(...parameters).filter(({ code }) => !isImplicitAny(code));
  tslab.require.cache[path]!.exports = repaired;
}
