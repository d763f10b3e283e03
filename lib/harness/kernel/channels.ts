import { Dealer, Subscriber } from 'zeromq';
import type { Connection } from './connection.js';
import { decodeMessage, encodeMessage, type JupyterMessage } from './wire.js';

/** The sockets of a kernel that a client needs, and who waits for which answer. */
export class Channels {
  readonly #key: string;
  readonly #shell = new Dealer({ linger: 0 });
  readonly #control = new Dealer({ linger: 0 });
  // No limit: what a chatty cell writes must not be dropped.
  readonly #iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  readonly #replies = new Map<string, (message: JupyterMessage) => void>();
  readonly #listeners = new Map<string, (message: JupyterMessage) => void>();
  #closed = false;
  /** Rejects when the kernel sends what cannot be read. */
  readonly broken: Promise<never>;

  constructor(connection: Connection) {
    this.#key = connection.key;
    const address = (port: number) => `${connection.transport}://${connection.ip}:${port}`;
    this.#shell.connect(address(connection.shell_port));
    this.#control.connect(address(connection.control_port));
    this.#iopub.connect(address(connection.iopub_port));
    this.#iopub.subscribe();
    const dispatch = (waiting: Map<string, (message: JupyterMessage) => void>) => (message: JupyterMessage) =>
      waiting.get(message.parent_header.msg_id ?? '')?.(message);
    this.broken = Promise.race([
      this.#read(this.#shell, dispatch(this.#replies)),
      this.#read(this.#control, dispatch(this.#replies)),
      this.#read(this.#iopub, dispatch(this.#listeners)),
    ]);
    this.broken.catch(() => {});
  }

  /** Sends a request and waits for its reply, for ever if the kernel is silent. */
  async request(message: JupyterMessage, channel: 'shell' | 'control' = 'shell'): Promise<JupyterMessage> {
    const id = message.header.msg_id;
    const reply = new Promise<JupyterMessage>((resolve) => this.#replies.set(id, resolve));
    const socket = channel === 'shell' ? this.#shell : this.#control;
    try {
      await socket.send(encodeMessage(this.#key, message));
      return await reply;
    } finally {
      this.#replies.delete(id);
    }
  }

  /** Calls `listener` for each message that the request `id` causes, until the returned function is called. */
  listen(id: string, listener: (message: JupyterMessage) => void): () => void {
    this.#listeners.set(id, listener);
    return () => void this.#listeners.delete(id);
  }

  close(): void {
    this.#closed = true;
    for (const socket of [this.#shell, this.#control, this.#iopub]) socket.close();
  }

  /** Ends only by an error: after `close` it waits for ever. */
  async #read(socket: Dealer | Subscriber, take: (message: JupyterMessage) => void): Promise<never> {
    try {
      for await (const frames of socket) take(decodeMessage(this.#key, frames));
    } catch (error) {
      if (!this.#closed) throw error;
    }
    return new Promise<never>(() => {});
  }
}
