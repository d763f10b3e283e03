import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ProgressLine } from '../../../lib/harness/reproduction/progress-line.js';

const progress = {
  epoch: 2,
  epochs: 15,
  iteration: 150,
  iterations: 1500,
  loss: 1.23456,
  accuracy: 0.5,
  learningRate: 0.1,
  imagesPerSecond: 321.4,
  secondsLeft: 125,
};
const erase = '\r\u001b[2K';

function recorded({ isTTY, columns = 200, quiet = false }: { isTTY: boolean; columns?: number; quiet?: boolean }) {
  const written: string[] = [];
  const stream = { isTTY, columns, write: (text: string) => written.push(text) } as unknown as typeof process.stderr;
  return { line: new ProgressLine({ stream, quiet }), written };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1e12 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('on a terminal', () => {
  test('a step redraws one line with epoch, loss, accuracy, speed and time left', () => {
    const { line, written } = recorded({ isTTY: true });
    line.showEvent('softmax', { type: 'step', progress });
    expect(written).toEqual([
      `${erase}epoch 2/15  loss 1.235  accuracy 50.0 %  321 images/s  2 min 05 s left  softmax`,
    ]);
  });

  test('steps that follow at once are not drawn, later ones are', () => {
    const { line, written } = recorded({ isTTY: true });
    for (const milliseconds of [0, 10, 10, 1000]) {
      vi.advanceTimersByTime(milliseconds);
      line.show('x');
    }
    expect(written).toEqual([`${erase}x`, `${erase}x`]);
  });

  test('a line longer than the terminal is cut, so that it stays one line', () => {
    const { line, written } = recorded({ isTTY: true, columns: 20 });
    line.show('a'.repeat(50));
    expect(written).toEqual([`${erase}${'a'.repeat(18)}…`]);
  });

  test('what stays is printed in place of what is going on', () => {
    const { line, written } = recorded({ isTTY: true });
    line.show('going on');
    line.print('made');
    line.print('made');
    expect(written).toEqual([`${erase}going on`, erase, 'made\n', 'made\n']);
  });
});

describe('into a file', () => {
  test('goes an epoch with its test accuracy, and no step', () => {
    const { line, written } = recorded({ isTTY: false });
    line.showEvent('softmax', { type: 'start', description: 'softmax', engine: 'native' });
    line.showEvent('softmax', { type: 'step', progress });
    line.showEvent('softmax', { type: 'epoch', epoch: 3, epochs: 15, testAccuracy: 0.625 });
    expect(written.at(-1)).toBe('softmax: epoch 3 of 15, test accuracy 62.5 %\n');
    expect(written.join('')).not.toContain('images/s');
    expect(written.join('')).not.toContain('\u001b');
  });

  test('goes a line now and then, however short the epochs', () => {
    const { line, written } = recorded({ isTTY: false });
    for (let epoch = 1; epoch <= 61; epoch++) {
      line.showEvent('softmax', { type: 'epoch', epoch, epochs: 61 });
      vi.advanceTimersByTime(1000);
    }
    expect(written[0]).toBe('softmax: epoch 1 of 61\n');
    expect(written.length).toBeGreaterThan(2);
    expect(written.length).toBeLessThan(10);
  });

  test('goes only what has ended in continuous integration', () => {
    const { line, written } = recorded({ isTTY: true, quiet: true });
    line.showEvent('softmax', { type: 'step', progress });
    line.showEvent('softmax', { type: 'epoch', epoch: 3, epochs: 15 });
    line.print('made');
    line.clear();
    expect(written).toEqual(['made\n']);
  });
});
