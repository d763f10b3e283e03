import { randomUUID } from 'node:crypto';
import { display, isInNotebook } from './display.js';
import { escapeHtml } from './html.js';
import { mimeTypes } from './mime-types.js';

/** A line that says how far a long step has come. */
export interface Progress {
  /** Says that `done` of `total` steps are through, with a short note such as the current loss. */
  update(done: number, note?: string): void;
  /** Draws the last state, whatever the interval; later calls do nothing. */
  finish(note?: string): void;
}

export interface ProgressOptions {
  /** Steps in all. */
  total: number;
  /** Shortest time between two redraws in milliseconds; default 100. */
  intervalMilliseconds?: number;
}

/**
 * Starts a progress line that is redrawn in place, in the notebook and in a terminal; where output goes to a file, only
 * the last state is printed.
 */
export function showProgress(label: string, { total, intervalMilliseconds = 100 }: ProgressOptions): Progress {
  const draw = isInNotebook() ? notebookLine(total) : terminalLine();
  const started = Date.now();
  let drawn = Number.NEGATIVE_INFINITY;
  let done = 0;
  let finished = false;
  const redraw = (note: string, last: boolean) => {
    drawn = Date.now();
    const seconds = ((drawn - started) / 1000).toFixed(1);
    draw({ done, text: `${label} ${done}/${total} · ${seconds} s${note ? ` · ${note}` : ''}`, last });
  };
  redraw('', false);
  return {
    update(stepsDone, note = '') {
      if (finished) return;
      done = Math.min(stepsDone, total);
      if (Date.now() - drawn >= intervalMilliseconds) redraw(note, false);
    },
    finish(note = '') {
      if (finished) return;
      finished = true;
      redraw(note, true);
    },
  };
}

interface Line {
  done: number;
  text: string;
  last: boolean;
}

function notebookLine(total: number): (line: Line) => void {
  const displayId = randomUUID();
  let update = false;
  return ({ done, text }) => {
    const html = `<progress value="${done}" max="${total}"></progress> ${escapeHtml(text)}`;
    display({ [mimeTypes.html]: html, [mimeTypes.text]: text }, { displayId, update });
    update = true;
  };
}

function terminalLine(): (line: Line) => void {
  return ({ text, last }) => {
    if (process.stdout.isTTY) process.stdout.write(`\r\u001b[2K${text}${last ? '\n' : ''}`);
    else if (last) console.log(text);
  };
}
