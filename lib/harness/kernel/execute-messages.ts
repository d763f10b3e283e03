import { type CellFailure, cellFailure } from './cell-failure.js';
import { lateFailures } from './late-failures.js';
import { StreamGathering, type StreamName, streamWriter } from './stream-gathering.js';
import type { TslabModules } from './tslab-modules.js';

/** tslab turns requests away for 200 ms after an error; a reply after that time reaches a kernel that listens again. */
const refusalMilliseconds = 220;

/**
 * Makes executing a cell speak Jupyter's whole protocol: `execute_input` when the cell starts, `error` with name, message
 * and traceback when it fails, the same in the reply, and the status `aborted` for a cell that was queued behind it.
 */
export function repairExecuteMessages(tslab: TslabModules): void {
  const failures = collectFailures(tslab);
  announceStartAndEnd(tslab);
  const { prototype } = tslab.jupyter.ZmqServer;
  prototype.handleExecute = async function handleExecute(socket, message) {
    const send = (to: unknown, type: string, content: object) => {
      const reply = message.createReply();
      reply.header.msg_type = type;
      reply.content = { ...content };
      reply.signAndSend(this.connInfo.key, to);
    };
    const publish = (type: string, content: object) => send(this.iopub, type, content);
    const { code } = message.content;
    const streams = new StreamGathering((name, text) => publish('stream', { name, text }));
    const writeStream = (name: StreamName, text: string) => streams.write(name, text);
    const writeDisplayData = (data: object, update: boolean) => {
      streams.flush();
      publish(update ? 'update_display_data' : 'display_data', data);
    };
    const onStart = (executionCount: number) => {
      lateFailures.startCell();
      publish('execute_input', { code, execution_count: executionCount });
    };
    let printed: unknown[][] = [];
    let late: CellFailure | null = null;
    const onEnd = async () => {
      printed = failures.take();
      late = await lateFailures.endCell();
      streams.flush();
      // The next cell may compute without pause: what this one wrote has to be on its way before.
      await new Promise((resolve) => setImmediate(resolve));
    };
    const request = { ...message.content, onStart, onEnd };
    const content = await this.handler.handleExecute(request, writeStream, writeDisplayData);
    if (content.status === 'error' || late) {
      const failure = content.status === 'error' ? cellFailure(printed) : late!;
      publish('error', failure);
      if (content.status === 'error') await new Promise((resolve) => setTimeout(resolve, refusalMilliseconds));
      Object.assign(content, failure, { status: 'error' });
    } else if (content.status === 'abort') content.status = 'aborted';
    else if (printed.length > 0) {
      // A `@module` cell with type errors counts as executed; its errors are still worth reading.
      publish('stream', { name: 'stderr', text: `${cellFailure(printed).traceback.join('\n')}\n` });
    }
    send(socket, 'execute_reply', { ...content, peak_memory_bytes: process.resourceUsage().maxRSS * 1024 });
  };
}

/** Keeps what tslab's executor would print on stderr about a failed cell. */
function collectFailures(tslab: TslabModules) {
  const printed: unknown[][] = [];
  const { executor } = tslab;
  const { createExecutor } = executor;
  executor.createExecutor = (rootFolder, converters, console) =>
    createExecutor(rootFolder, converters, { log: console.log, error: (...values) => void printed.push(values) });
  return {
    /** What was kept since the last call. */
    take: (): unknown[][] => printed.splice(0),
  };
}

/** Calls the request's `onStart` when the cells queued before it are through, `onEnd` before the next; repairs the streams. */
function announceStartAndEnd(tslab: TslabModules): void {
  const { prototype } = tslab.jupyter.JupyterHandlerImpl;
  const { handleExecuteImpl } = prototype;
  prototype.handleExecuteImpl = async function (request, ...writers) {
    request.onStart?.(this.execCount + 1);
    try {
      return await handleExecuteImpl.call(this, request, ...writers);
    } finally {
      await request.onEnd?.();
    }
  };
  prototype.createWriteToIopub = streamWriter;
}
