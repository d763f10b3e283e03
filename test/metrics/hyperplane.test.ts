import { describe, expect, it } from 'vitest';
import { boundaryBetween, logitAt, marginTo, nearestOn, normOf } from '../../lib/metrics/index.js';

const plane = { weights: [3, 4], bias: -5 };
const other = { weights: [1, -2], bias: 4 };

describe('a hyperplane', () => {
  it('lies at a signed distance from a point, the logit over the norm', () => {
    expect(marginTo(plane, [3, 4])).toBe(4);
    expect(marginTo(plane, [0, 0])).toBe(-1);
    expect(logitAt(plane, [3, 4])).toBe(normOf(plane) * marginTo(plane, [3, 4]));
  });

  it('has a nearest point, at that distance and on it', () => {
    const nearest = nearestOn(plane, [3, 4]);
    expect(marginTo(plane, nearest)).toBeCloseTo(0, 12);
    expect(Math.hypot(3 - nearest[0]!, 4 - nearest[1]!)).toBeCloseTo(4, 12);
  });

  it('and another part two classes where ‖W_j‖ d_j = ‖W_t‖ d_t (MARC eq. 6)', () => {
    const on = nearestOn(boundaryBetween(plane, other), [7, -2]);
    expect(logitAt(plane, on)).toBeCloseTo(logitAt(other, on), 12);
    expect(normOf(plane) * marginTo(plane, on)).toBeCloseTo(normOf(other) * marginTo(other, on), 12);
  });

  it('of the larger norm is nearer to the boundary', () => {
    const on = nearestOn(boundaryBetween(plane, other), [7, -2]);
    expect(normOf(plane)).toBeGreaterThan(normOf(other));
    expect(Math.abs(marginTo(plane, on))).toBeLessThan(Math.abs(marginTo(other, on)));
  });

  it('needs a direction', () => {
    expect(() => marginTo({ weights: [0, 0], bias: 1 }, [1, 1])).toThrow('has no direction');
  });
});
