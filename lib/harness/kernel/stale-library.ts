import { statSync } from 'node:fs';
import { isHeadless } from '../../notebook/index.js';
import { projectPath } from '../../project.js';
import type { TslabModules } from './tslab-modules.js';

/**
 * Warns once when a cell imports the library and the library was built after the kernel started: Node.js keeps the
 * modules that it has loaded, so that the cell would run old code. Headless kernels live too briefly to need it.
 *
 * @param lastBuild time of the last build in milliseconds.
 */
export function warnOfStaleLibrary(
  tslab: Pick<TslabModules, 'jupyter'>,
  lastBuild: () => number = compilerTrace,
): void {
  if (isHeadless()) return;
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

/** When the compiler last wrote its trace, 0 when there is none. */
function compilerTrace(): number {
  return statSync(projectPath('dist', '.tsbuildinfo'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
