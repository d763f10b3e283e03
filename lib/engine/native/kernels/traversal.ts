import type { Traversal } from '../addon.js';

/** One axis of a walk through two arrays: its size, and how many elements each array advances along it. */
export interface Axis {
  size: number;
  first: number;
  second: number;
}

// As in kernels.h. Tensors of TensorFlow.js have up to six axes, and tiling doubles them.
const maxAxes = 12;

/** How many elements a dense array advances along each axis. */
export function denseSteps(shape: number[]): number[] {
  return shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
}

/** A walk along the axes in their order, joined where both arrays go on without a gap. */
export function traversal(axes: Axis[]): Traversal {
  const joined: Axis[] = [];
  for (const axis of axes.filter(({ size }) => size !== 1)) {
    const outer = joined.at(-1);
    if (outer && outer.first === axis.first * axis.size && outer.second === axis.second * axis.size)
      joined[joined.length - 1] = { ...axis, size: outer.size * axis.size };
    else joined.push(axis);
  }
  if (joined.length === 0) joined.push({ size: 1, first: 1, second: 1 });
  const packed = new Int32Array(1 + 3 * maxAxes);
  packed[0] = joined.length;
  joined.forEach(({ size, first, second }, i) => {
    packed[1 + i] = size;
    packed[1 + maxAxes + i] = first;
    packed[1 + 2 * maxAxes + i] = second;
  });
  return packed;
}

/** The walk that brings two arrays to the broadcast shape of both. */
export function broadcastTraversal(a: number[], b: number[], shape: number[]): Traversal {
  const [first, second] = [a, b].map((operand) => {
    const full = [...new Array<number>(shape.length - operand.length).fill(1), ...operand];
    return denseSteps(full).map((step, axis) => (full[axis] === 1 ? 0 : step));
  });
  return traversal(shape.map((size, axis) => ({ size, first: first![axis]!, second: second![axis]! })));
}
