/** Where a kernel failed. */
export type KernelFaultKind = 'kernel-start' | 'kernel-died' | 'cell-timeout' | 'cancelled';

/** The kernel could not go on, as opposed to a cell that threw. */
export class KernelFault extends Error {
  override readonly name = 'KernelFault';

  constructor(
    readonly kind: KernelFaultKind,
    message: string,
  ) {
    super(message);
  }
}

/** How a kernel's process ended. */
export interface KernelExit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Largest resident memory seen, in bytes; null where the system does not tell. */
  peakMemoryBytes: number | null;
  /** The last lines that the process itself wrote, outside any cell. */
  logTail: string;
}

/** One sentence about the end of a process, then the last lines of its log. */
export function describeExit({ code, signal, peakMemoryBytes, logTail }: KernelExit): string {
  const how = signal ? `was killed by ${signal}` : `ended with exit code ${code}`;
  const memory = peakMemoryBytes ? ` after using up to ${(peakMemoryBytes / 2 ** 20).toFixed(0)} MiB of memory` : '';
  return `it ${how}${memory}${outOfMemoryHint(signal, logTail)}${logTail ? `; last lines of its log:\n${logTail}` : ''}`;
}

function outOfMemoryHint(signal: NodeJS.Signals | null, logTail: string): string {
  if (/heap out of memory/i.test(logTail)) {
    return ' (JavaScript heap out of memory: raise it with NODE_OPTIONS=--max-old-space-size=<MiB>)';
  }
  return signal === 'SIGKILL' ? ' (probably by the system, for want of memory)' : '';
}
