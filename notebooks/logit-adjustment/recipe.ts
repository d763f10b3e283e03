/** Logit adjustment (Menon et al., ICLR 2021): which runs its tables and figures need at each tier. */
import { closedForm, type Recipe } from '../../lib/experiment/index.js';

export const logitAdjustment: Recipe = {
  paper: 'logit-adjustment',
  items: [
    closedForm('T1', 'table-1'),
    closedForm('F2', 'figure-2'),
    closedForm('F5', 'figure-5'),
    closedForm('F6', 'figure-5'),
    closedForm('F7', 'figure-5'),
    closedForm('F10', 'figure-10'),
  ],
};

export default logitAdjustment;
