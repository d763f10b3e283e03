import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Connection, createConnectionFile } from '../../../lib/harness/kernel/connection.js';

const portsOf = ({ shell_port, iopub_port, stdin_port, control_port, hb_port }: Connection) => [
  shell_port,
  iopub_port,
  stdin_port,
  control_port,
  hb_port,
];

it('kernels that start together have ports of their own, which no outgoing connection is given', async () => {
  const files = await Promise.all(Array.from({ length: 20 }, createConnectionFile));
  const ports = files.flatMap(({ connection }) => portsOf(connection));
  expect(new Set(ports).size).toBe(100);
  expect(Math.max(...ports)).toBeLessThan(32_768);
  expect(Math.min(...ports)).toBeGreaterThan(1023);
  for (const { remove } of files) remove();
  expect(files.some(({ file }) => existsSync(file))).toBe(false);
});
