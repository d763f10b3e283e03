import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { InputError } from '../../errors.js';
import { readJson } from '../../files.js';
import { projectPath } from '../../project.js';

/** How a kernel is started: a command with `{connection_file}` in it, and additions to the environment. */
export interface KernelSpec {
  argv: string[];
  env?: Record<string, string>;
}

/** The project's own kernel. */
export const projectKernelSpecFile = projectPath('jupyter', 'kernels', 'tslab', 'kernel.json');

/**
 * Reads a kernel.json; `{resource_dir}` in it becomes the folder of the file, as Jupyter has it, and `node` becomes the
 * Node.js that runs this process.
 *
 * @throws InputError when the file is missing or malformed, or the script that it names was not built.
 */
export function readKernelSpec(file = projectKernelSpecFile): KernelSpec {
  const { argv, env } = readJson<Partial<KernelSpec>>(file);
  if (!Array.isArray(argv) || !argv.includes('{connection_file}')) {
    throw new InputError(`${file} names no command with {connection_file} in 'argv': restore the file.`);
  }
  const folder = dirname(resolve(file));
  const [command, ...rest] = argv.map((part) =>
    part.startsWith('{resource_dir}') ? resolve(folder, `.${part.slice('{resource_dir}'.length)}`) : part,
  );
  const script = rest.find((part) => part.endsWith('.js'));
  if (script && !existsSync(script)) {
    throw new InputError(`The kernel's launcher ${script} does not exist: run \`npm run build\` first.`);
  }
  return { argv: [command === 'node' ? process.execPath : command!, ...rest], ...(env && { env }) };
}
