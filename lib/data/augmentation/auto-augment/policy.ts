import type { OperationName } from './operations.js';

/** An operation with the probability that it happens and its level. */
export type PolicyStep = readonly [operation: OperationName, probability: number, level: number];

/** Sub-policies of two operations, of which each image gets one. */
export type Policy = readonly (readonly [PolicyStep, PolicyStep])[];
