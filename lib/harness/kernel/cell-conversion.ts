import { hasTopLevelAwait, spellOutNames } from './cell-rewriting.js';
import type { CellConverter, TslabModules } from './tslab-modules.js';

/** Rewrites each cell before tslab compiles it, and makes tslab reload edited modules together with their importers. */
export function repairCellConversion(tslab: TslabModules): void {
  const typescript = tslab.typescript.exports;
  const { createConverter } = tslab.converter;
  tslab.converter.createConverter = (options) => {
    const converter = createConverter(options);
    const { convert } = converter;
    const withReload = reloadImporters();
    converter.convert = (previousDeclarations, source) => {
      const converted = withReload(convert(previousDeclarations, spellOutNames(typescript, source)));
      if (converted.output && hasTopLevelAwait(typescript, source)) converted.hasToplevelAwait = true;
      return converted;
    };
    return converter;
  };
}

/** After an edit tslab compiles the edited module anew; the modules that import it would keep the old one. */
function reloadImporters(): (converted: ReturnType<CellConverter['convert']>) => ReturnType<CellConverter['convert']> {
  const known = new Map<string, { path: string; data: string }>();
  return (converted) => {
    const outputs = converted.sideOutputs ?? [];
    const edited = outputs.some(({ path }) => known.has(path));
    for (const output of outputs) known.set(output.path, output);
    return edited ? { ...converted, sideOutputs: [...known.values()] } : converted;
  };
}
