import { type Kernel, KernelFault } from '../kernel/index.js';
import type { ExecutionError } from './execution-error.js';
import { type Cell, hasTag, joinLines } from './nbformat.js';
import type { OutputCollector } from './output-collector.js';

export interface ExecuteCellOptions {
  /** Limit when the cell has no tag `timeout=SECONDS`; undefined for none. */
  timeoutSeconds?: number;
  /** Sees the cell's text output as it comes. */
  onStream?: (name: 'stdout' | 'stderr', text: string) => void;
}

/** Executes one cell into `collector`, sets its count and timing, and says why it failed; null when it did not. */
export async function executeCell(
  kernel: Kernel,
  cell: Cell,
  collector: OutputCollector,
  { timeoutSeconds, onStream }: ExecuteCellOptions,
): Promise<ExecutionError | null> {
  const busy = new Date();
  try {
    const reply = await kernel.execute(joinLines(cell.source), {
      timeoutSeconds: taggedTimeout(cell) ?? timeoutSeconds,
      onMessage: (message) => {
        collector.add(message);
        if (message.header.msg_type === 'stream') onStream?.(message.content.name, message.content.text);
      },
    });
    cell.execution_count = reply.executionCount;
    if (reply.status === 'ok') return null;
    const thrown = reply.error ?? { name: 'Error', message: `the kernel answered '${reply.status}'`, traceback: [] };
    return { kind: 'cell', ...thrown };
  } catch (error) {
    if (!(error instanceof KernelFault)) throw error;
    const { kind, message } = error;
    collector.addError(error.name, message, message.split('\n'));
    return { kind, name: error.name, message, traceback: message.split('\n') };
  } finally {
    recordTiming(cell, busy, new Date());
  }
}

/** Whether an error of this cell is what its author wants: tag `raises-exception`. A dead kernel never is. */
export function isExpected(cell: Cell, error: ExecutionError): boolean {
  return error.kind === 'cell' && hasTag(cell, 'raises-exception');
}

function taggedTimeout(cell: Cell): number | undefined {
  for (const tag of cell.metadata.tags ?? []) {
    const seconds = Number(/^timeout=(\d+(?:\.\d+)?)$/.exec(tag)?.[1]);
    if (seconds > 0) return seconds;
  }
  return undefined;
}

/** nbclient's fields, by our own clock: tslab dates its reply before it runs the cell. */
function recordTiming(cell: Cell, busy: Date, idle: Date): void {
  cell.metadata.execution = {
    'iopub.status.busy': busy.toISOString(),
    'iopub.execute_input': busy.toISOString(),
    'shell.execute_reply': idle.toISOString(),
    'iopub.status.idle': idle.toISOString(),
  };
}
