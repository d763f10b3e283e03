import type { TslabModules } from './tslab-modules.js';

/**
 * Sends messages one after the other. tslab does not wait for a send: zeromq.js refuses the 513th of a burst, and ZeroMQ
 * drops what a publisher holds beyond 1,000 messages, the final `idle` among them.
 */
export function repairSending(tslab: TslabModules): void {
  const { zeromq } = tslab;
  for (const name of ['Publisher', 'Router'] as const) {
    const Socket = zeromq[name];
    zeromq[name] = class extends Socket {
      #last: Promise<void> = Promise.resolve();

      constructor(options: object = {}) {
        super({ ...options, sendHighWaterMark: 0 });
      }

      override send(frames: unknown): Promise<void> {
        // A send fails only when the socket is closed, that is, when the kernel is about to end.
        this.#last = this.#last.then(() => super.send(frames)).catch(() => {});
        return this.#last;
      }
    };
  }
}
