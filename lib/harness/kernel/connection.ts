import { randomInt, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What Jupyter's connection file says: five local ports and the key that signs the messages. */
export interface Connection {
  transport: 'tcp';
  ip: '127.0.0.1';
  key: string;
  signature_scheme: 'hmac-sha256';
  shell_port: number;
  iopub_port: number;
  stdin_port: number;
  control_port: number;
  hb_port: number;
}

/** A connection and the file, readable for this user alone, that hands it to a kernel. */
export interface ConnectionFile {
  connection: Connection;
  file: string;
  remove(): void;
}

/** Finds free ports and writes a connection file into a folder of its own. */
export async function createConnectionFile(): Promise<ConnectionFile> {
  const ports = await reservePorts(5);
  const [shell, iopub, stdin, control, heartbeat] = ports;
  const connection: Connection = {
    transport: 'tcp',
    ip: '127.0.0.1',
    key: randomUUID(),
    signature_scheme: 'hmac-sha256',
    shell_port: shell!,
    iopub_port: iopub!,
    stdin_port: stdin!,
    control_port: control!,
    hb_port: heartbeat!,
  };
  const folder = mkdtempSync(join(tmpdir(), 'longtail-kernel-'));
  const file = join(folder, 'connection.json');
  writeFileSync(file, JSON.stringify(connection), { mode: 0o600 });
  const remove = () => {
    rmSync(folder, { recursive: true, force: true });
    for (const port of ports) reserved.delete(port);
  };
  return { connection, file, remove };
}

/**
 * Below the ports that systems give to outgoing connections (from 32768 on Linux): a socket that calls a port where the
 * kernel does not listen yet may be given that very port, and would keep the kernel from it.
 */
const firstPort = 10_000;
const endOfPorts = 32_768;

/** Of kernels that may not have begun to listen. */
const reserved = new Set<number>();

/** Ports that are free, and no other kernel of this process has. */
async function reservePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = randomInt(firstPort, endOfPorts);
    if (reserved.has(port)) continue;
    reserved.add(port);
    if (await isFree(port)) ports.push(port);
    else reserved.delete(port);
  }
  return ports;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
