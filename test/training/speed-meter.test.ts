import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SpeedMeter } from '../../lib/training/speed-meter.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('the speed is images over seconds, and what lies before a pause does not count', () => {
  const meter = new SpeedMeter();
  vi.advanceTimersByTime(500);
  meter.add(100);
  expect(meter.perSecond).toBeCloseTo(200);
  vi.advanceTimersByTime(60_000);
  meter.pause();
  vi.advanceTimersByTime(500);
  meter.add(100);
  expect(meter.perSecond).toBeCloseTo(200);
});

test('a lasting change of speed takes over within some hundred batches', () => {
  const meter = new SpeedMeter();
  for (const milliseconds of [...new Array(100).fill(1000), ...new Array(300).fill(100)]) {
    vi.advanceTimersByTime(milliseconds);
    meter.add(128);
  }
  expect(meter.perSecond).toBeGreaterThan(1200);
});
