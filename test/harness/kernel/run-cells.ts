import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CellReply, type JupyterMessage, Kernel, type LaunchOptions } from '../../../lib/harness/kernel/index.js';

/** What one cell answered and showed. */
export interface CellRun extends CellReply {
  stdout: string;
  stderr: string;
  messages: JupyterMessage[];
}

/** tslab as it comes, for tests that show what it gets wrong. */
export function launchStock(options: LaunchOptions = {}): Promise<Kernel> {
  const script = createRequire(import.meta.url).resolve('tslab/bin/tslab');
  return Kernel.launch({
    ...options,
    spec: { argv: [process.execPath, script, 'kernel', '--config-path', '{connection_file}'] },
  });
}

/** Runs cells one after the other and gives what became of the last. */
export async function runCells(kernel: Kernel, ...cells: string[]): Promise<CellRun> {
  let run: CellRun | null = null;
  for (const code of cells) {
    const messages: JupyterMessage[] = [];
    const reply = await kernel.execute(code, {
      onMessage: (message) => void messages.push(message),
      timeoutSeconds: 40,
    });
    const stream = (name: string) =>
      messages
        .filter((message) => message.content.name === name)
        .map((message) => message.content.text)
        .join('');
    run = { ...reply, stdout: stream('stdout'), stderr: stream('stderr'), messages };
  }
  // Stock tslab turns requests away for a while after an error.
  if (run!.status !== 'ok') await sleep(250);
  return run!;
}
