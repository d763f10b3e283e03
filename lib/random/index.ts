export { RandomState, type RandomStream } from './random-state.js';
export { randomStream } from './stream.js';
