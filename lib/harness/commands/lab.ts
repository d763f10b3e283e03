import { spawn } from 'node:child_process';
import { InputError } from '../../errors.js';
import { projectPath } from '../../project.js';

/** `longtail lab`: Jupyter on the project's notebooks, with the project's kernel. */
export function labCommand(parameters: string[]): Promise<void> {
  const jupyter = spawn('jupyter', ['notebook', '--notebook-dir', projectPath(), ...parameters], {
    stdio: 'inherit',
    env: { ...process.env, JUPYTER_PATH: [projectPath('jupyter'), process.env.JUPYTER_PATH].filter(Boolean).join(':') },
  });
  return new Promise((resolve, reject) => {
    jupyter.on('error', () =>
      reject(
        new InputError(
          'Jupyter is not installed: install it (on Debian `apt-get install jupyter-notebook`), or open the notebooks in VS Code as docs/notebooks.md tells.',
        ),
      ),
    );
    jupyter.on('exit', (code) => {
      process.exitCode = code ?? 1;
      resolve();
    });
  });
}
