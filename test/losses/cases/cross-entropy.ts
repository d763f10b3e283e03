import type { LossCases } from '../cases.js';
import { meanOf, negativeLogSoftmax } from '../reference.js';

export default { rows: [{ reference: meanOf(negativeLogSoftmax) }] } satisfies LossCases;
