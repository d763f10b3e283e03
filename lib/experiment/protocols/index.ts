import { balms } from './balms.js';
import { dbm } from './dbm.js';
import { ldam } from './ldam.js';
import { logitAdjustment } from './logit-adjustment.js';
import { mislas } from './mislas.js';
import { priorLt } from './prior-lt.js';

/** The papers' pipelines on CIFAR. */
export const protocols = { balms, dbm, ldam, logitAdjustment, mislas, priorLt };

export { dbmLarge } from './dbm-large.js';
export { asPrinted, type LongTailedCifar, labelOf, type Pipeline, type Protocol } from './protocol.js';
