import { lastBuild } from '../../last-build.js';
import { isHeadless } from '../../notebook/index.js';
import type { TslabModules } from './tslab-modules.js';

/**
 * Warns once when a cell imports the library and the library was built after the kernel started: Node.js keeps the
 * modules that it has loaded, so that the cell would run old code. Headless kernels live too briefly to need it.
 *
 * @param buildTime time of the last build in milliseconds.
 */
export function warnOfStaleLibrary(tslab: Pick<TslabModules, 'jupyter'>, buildTime: () => number = lastBuild): void {
  if (isHeadless()) return;
  const started = Date.now();
  let warned = false;
  const { prototype } = tslab.jupyter.JupyterHandlerImpl;
  const { handleExecuteImpl } = prototype;
  prototype.handleExecuteImpl = async function (request, ...writers) {
    const result = await handleExecuteImpl.call(this, request, ...writers);
    if (!warned && /from ['"]longtail-lab\//.test(request.code) && buildTime() > started) {
      warned = true;
      console.error('longtail-lab was built after this kernel had started: restart the kernel to run the new code.');
    }
    return result;
  };
}
