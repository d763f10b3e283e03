#!/usr/bin/env node
/**
 * The notebook kernel: tslab with its gaps repaired in memory, started in the project's folder whatever folder the
 * notebook is in. Named in jupyter/kernels/tslab/kernel.json; the argument is Jupyter's connection file.
 */
import { InputError } from '../../errors.js';
import { connectDisplay } from '../../notebook/index.js';
import { projectRoot } from '../../project.js';
import { repairCellConversion } from './cell-conversion.js';
import { repairCompilerOptions } from './compiler-options.js';
import { repairExecuteMessages } from './execute-messages.js';
import { lateFailures } from './late-failures.js';
import { dieWithParent } from './parent-watch.js';
import { repairSending } from './send-queue.js';
import { warnOfStaleLibrary } from './stale-library.js';
import { tslabModules } from './tslab-modules.js';

function main(connectionFile: string | undefined): void {
  if (!connectionFile)
    throw new InputError('The kernel needs a connection file: start it through Jupyter or the harness.');
  process.chdir(projectRoot);
  dieWithParent();
  hideExperimentalWarnings();
  const tslab = tslabModules();
  // First the compiler: the converter takes hold of it when it is loaded.
  repairCompilerOptions(tslab);
  repairCellConversion(tslab);
  repairSending(tslab);
  repairExecuteMessages(tslab);
  warnOfStaleLibrary(tslab);
  connectDisplay((message, update) => tslab.jupyter.lastWriteDisplayData?.(message, update));
  tslab.main.startKernel({ configPath: connectionFile, enableFindLocal: false, jsKernel: false });
  lateFailures.listen();
}

/** Cells load the library, which is ES modules, with `require`; some releases of Node.js call that experimental. */
function hideExperimentalWarnings(): void {
  const print = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name !== 'ExperimentalWarning') for (const listener of print) listener(warning);
  });
}

try {
  main(process.argv[2]);
} catch (error) {
  console.error(error instanceof InputError ? error.message : error);
  process.exit(1);
}
