import type { RunEvent } from '../../experiment/index.js';
import { inContinuousIntegration } from '../compare/index.js';

/** How often a line on a terminal is drawn again. */
const redrawMilliseconds = 200;

/** Least time between two lines where the output goes to a file. */
const quietMilliseconds = 10_000;

function clock(seconds: number): string {
  if (!Number.isFinite(seconds)) return '?';
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/**
 * What a long command is doing, on standard error: one line redrawn in place on a terminal, a line now and then where
 * the output goes to a file, only what has ended in continuous integration.
 */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  readonly #inPlace: boolean;
  readonly #quiet: boolean;
  #drawnAt = 0;
  #drawn = false;

  constructor({ stream = process.stderr, quiet = inContinuousIntegration() } = {}) {
    this.#stream = stream;
    this.#inPlace = stream.isTTY && !quiet;
    this.#quiet = quiet;
  }

  /** A line that stays. */
  print(line: string): void {
    this.clear();
    this.#stream.write(`${line}\n`);
  }

  /** What is going on; the next line replaces it. */
  show(line: string): void {
    if (!this.#inPlace || Date.now() - this.#drawnAt < redrawMilliseconds) return;
    this.#drawnAt = Date.now();
    this.#drawn = true;
    const width = this.#stream.columns ?? 80;
    this.#stream.write(`\r\u001b[2K${line.length < width ? line : `${line.slice(0, width - 2)}…`}`);
  }

  /** A run's event, under the run's name. */
  showEvent(name: string, event: RunEvent): void {
    if (event.type === 'step') {
      const { epoch, epochs, loss, accuracy, imagesPerSecond, secondsLeft } = event.progress;
      this.show(
        `epoch ${epoch}/${epochs}  loss ${loss.toFixed(3)}  accuracy ${(100 * accuracy).toFixed(1)} %  ${imagesPerSecond.toFixed(0)} images/s  ${clock(secondsLeft)} left  ${name}`,
      );
    } else if (
      event.type === 'epoch' &&
      !this.#quiet &&
      !this.#inPlace &&
      Date.now() - this.#drawnAt > quietMilliseconds
    ) {
      this.#drawnAt = Date.now();
      const test = event.testAccuracy === undefined ? '' : `, test accuracy ${(100 * event.testAccuracy).toFixed(1)} %`;
      this.print(`${name}: epoch ${event.epoch} of ${event.epochs}${test}`);
    }
  }

  clear(): void {
    if (this.#drawn) this.#stream.write('\r\u001b[2K');
    this.#drawn = false;
  }
}
