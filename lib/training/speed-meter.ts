/** Forgetting factor per batch: about the last fifty count. */
const memory = 0.98;

/** Images per second over the recent batches. */
export class SpeedMeter {
  private images = 0;
  private seconds = 0;
  private last = performance.now();

  add(images: number): void {
    const now = performance.now();
    this.images = memory * this.images + images;
    this.seconds = memory * this.seconds + (now - this.last) / 1000;
    this.last = now;
  }

  /** Leaves out what happens until now, such as an evaluation. */
  pause(): void {
    this.last = performance.now();
  }

  get perSecond(): number {
    return this.images / this.seconds;
  }
}
