import type { ImageShape } from '../../../lib/data/index.js';
import { readJson } from '../../../lib/files.js';
import { projectPath } from '../../../lib/project.js';

interface Golden {
  shape: [number, number, number];
  bytes: string;
  cases: { operation: string; arguments: number[]; result: string }[];
}

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const file = readJson<Golden>(projectPath('test/data/golden/image-operations.json'));

/** A small coloured image, and what PIL makes of it. */
export const golden = {
  shape: file.shape as ImageShape,
  image: () => bytes(file.bytes),
  cases: file.cases.map((each) => ({ ...each, result: bytes(each.result) })),
};
