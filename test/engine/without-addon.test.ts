import { expect, it, vi } from 'vitest';
import { startEngine, surveyEngines } from '../../lib/engine/index.js';

const failure = 'No C++ compiler was found, so training is about 15 times slower: install g++.';

vi.mock('../../lib/engine/native/compile.js', () => ({
  addonPath: '/nowhere/native.node',
  readBuildRecord: () => ({ hash: '', compiler: null, failure }),
}));

it('falls to wasm when nothing was named, and says what is lost', async () => {
  const { name, detail } = await startEngine({ engine: 'auto' });
  expect(name).toBe('wasm');
  expect(detail).toContain(failure);
});

it('does not fall to wasm when native was named', async () => {
  expect((await surveyEngines()).find(({ name }) => name === 'native')).toMatchObject({
    name: 'native',
    available: false,
    automatic: false,
    detail: failure,
  });
  await expect(startEngine({ engine: 'native' })).rejects.toThrow(`The engine native cannot be used here. ${failure}`);
});
