export { type CellReply, type ExecuteOptions, Kernel, type LaunchOptions } from './kernel.js';
export { KernelFault, type KernelFaultKind } from './kernel-errors.js';
export { type KernelSpec, projectKernelSpecFile, readKernelSpec } from './kernel-spec.js';
export { lateFailurePrefix } from './late-failures.js';
export type { JupyterMessage } from './wire.js';
