import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { projectPath } from '../lib/project.js';

/** A room may import only from rooms that stand before it. */
const rooms = [
  'random',
  'statistics',
  'engine',
  'data',
  'models',
  'losses',
  'optimization',
  'adjustment',
  'training',
  'metrics',
  'simulation',
  'figures',
  'experiment',
  'notebook',
  'harness',
];

interface Import {
  from: string;
  to: string;
  specifier: string;
}

const lib = projectPath('lib');

const sources = readdirSync(lib, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join(lib, file));

const imports: Import[] = sources.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, specifier]) => ({
    from: relative(lib, file),
    to: specifier!.startsWith('.') ? relative(lib, resolve(dirname(file), specifier!)) : specifier!,
    specifier: specifier!,
  })),
);

const roomOf = (file: string) => file.split('/')[0]!;
const between = imports.filter(
  ({ from, to, specifier }) =>
    specifier.startsWith('.') && from.includes('/') && to.includes('/') && roomOf(from) !== roomOf(to),
);

test('every folder of lib is a room', () => {
  const folders = readdirSync(lib, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map((folder) => folder.name).sort()).toEqual([...rooms].sort());
});

test('rooms import only from rooms above them', () => {
  const upward = between.filter(({ from, to }) => rooms.indexOf(roomOf(to)) > rooms.indexOf(roomOf(from)));
  expect(upward).toEqual([]);
  expect(between.length).toBeGreaterThan(20);
});

test('rooms are entered by their index', () => {
  const sideDoors = between.filter(({ to }) => !/^[^/]+\/index\.js$/.test(to) && roomOf(to) !== 'harness');
  expect(sideDoors).toEqual([]);
});

test('only the engine room imports a TensorFlow.js backend', () => {
  const backends = imports.filter(({ from, specifier }) => {
    return /^@tensorflow\/(?!tfjs-core$)/.test(specifier) && roomOf(from) !== 'engine';
  });
  expect(backends).toEqual([]);
});
