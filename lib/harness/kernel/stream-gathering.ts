import { StringDecoder } from 'node:string_decoder';

export type StreamName = 'stdout' | 'stderr';

const flushMilliseconds = 50;
const flushCharacters = 100_000;
/** A loop that never waits would otherwise fill the kernel's memory with what it prints. */
const maximumCharacters = 64_000_000;

/** Gathers what a cell writes and publishes it in pieces: one message for each write would swamp the front end. */
export class StreamGathering {
  #name: StreamName = 'stdout';
  #text = '';
  #timer: NodeJS.Timeout | null = null;
  #total = 0;

  constructor(private readonly publish: (name: StreamName, text: string) => void) {}

  write(name: StreamName, text: string): void {
    this.#total += text.length;
    if (this.#total > maximumCharacters) {
      if (this.#total - text.length > maximumCharacters) return;
      text = `\n[the kernel dropped what this cell wrote beyond ${maximumCharacters / 1e6} million characters]\n`;
    }
    if (name !== this.#name || this.#text.length > flushCharacters) this.flush();
    this.#name = name;
    this.#text += text;
    this.#timer ??= setTimeout(() => this.flush(), flushMilliseconds);
  }

  /** Publishes what is gathered, so that the next message cannot overtake it. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#text) this.publish(this.#name, this.#text);
    this.#text = '';
  }
}

/**
 * A stand-in for `process.stdout.write`. tslab's own forgets the callback, on which some libraries wait, and tears
 * characters of several bytes apart at the end of a buffer.
 */
export function streamWriter(
  name: StreamName,
  writeStream: (name: StreamName, text: string) => void,
): typeof process.stdout.write {
  const decoder = new StringDecoder('utf8');
  return (chunk: string | Uint8Array, encodingOrCallback?: unknown, callback?: unknown): boolean => {
    writeStream(name, typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk)));
    const done = typeof encodingOrCallback === 'function' ? encodingOrCallback : callback;
    if (typeof done === 'function') process.nextTick(done as () => void);
    return true;
  };
}
