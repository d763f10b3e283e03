import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface ArchiveServer {
  url: string;
  /** The Range header of each request so far, or null. */
  ranges: (string | null)[];
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/** A server on the loopback that answers its requests in turn, the last answer for all that follow; it ends with the test. */
export async function serve(...answers: Answer[]): Promise<ArchiveServer> {
  const ranges: (string | null)[] = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(ranges.length, answers.length - 1)]!;
    ranges.push(request.headers.range ?? null);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/archive.tar.gz`, ranges };
}

/** Answers ranges as a file server does. */
export function withRanges(archive: Uint8Array): Answer {
  return (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (from >= archive.length) {
      response.writeHead(416, { 'content-range': `bytes */${archive.length}` }).end();
    } else if (from > 0) {
      const headers = {
        'content-range': `bytes ${from}-${archive.length - 1}/${archive.length}`,
        'content-length': archive.length - from,
      };
      response.writeHead(206, headers).end(archive.subarray(from));
    } else {
      whole(archive)(request, response);
    }
  };
}

/** Sends everything, whatever part was asked for. */
export function whole(archive: Uint8Array): Answer {
  return (_, response) => response.writeHead(200, { 'content-length': archive.length }).end(archive);
}

/** Announces everything, sends the first `bytes` and hangs up when `arrived` says that the client has them. */
export function hangingUpAfter(bytes: number, archive: Uint8Array, arrived: Promise<void>): Answer {
  return async (_, response) => {
    response.writeHead(200, { 'content-length': archive.length });
    response.write(archive.subarray(0, bytes));
    await arrived;
    response.destroy();
  };
}

export function refusing(status: number): Answer {
  return (_, response) => response.writeHead(status).end('no');
}
