import { statSync } from 'node:fs';
import { projectPath } from '../../project.js';
import type { TslabModules } from './tslab-modules.js';

/**
 * Warns once when a cell imports the library and the library was built after the kernel started: Node.js keeps the
 * modules that it has loaded, so that the cell would run old code.
 */
export function warnOfStaleLibrary(tslab: TslabModules): void {
  const started = Date.now();
  let warned = false;
  const { prototype } = tslab.jupyter.JupyterHandlerImpl;
  const { handleExecuteImpl } = prototype;
  prototype.handleExecuteImpl = async function (request, ...writers) {
    const result = await handleExecuteImpl.call(this, request, ...writers);
    if (!warned && /from ['"]longtail-lab\//.test(request.code) && lastBuild() > started) {
      warned = true;
      console.error('longtail-lab was built after this kernel had started: restart the kernel to run the new code.');
    }
    return result;
  };
}

/** Time of the last build in milliseconds, 0 when the compiler left no trace. */
function lastBuild(): number {
  return statSync(projectPath('dist', '.tsbuildinfo'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
