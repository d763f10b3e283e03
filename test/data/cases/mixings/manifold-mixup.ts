import type { MixingCases } from '../mixing-cases.js';

export default {
  cases: [{ options: { alpha: 2 }, alpha: 2, drawn: 'once a batch', labelShare: (draw) => draw }],
} satisfies MixingCases;
