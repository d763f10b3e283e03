/**
 * Float32Arrays of the native backend, used again once their tensor is gone: fresh memory costs a page fault every
 * 4 KiB, more than most kernels do with it.
 *
 * Only a buffer that nobody outside can still see is used again: whoever hands one out calls `release`, and from then
 * on the garbage collector owns it.
 */
export class BufferPool {
  readonly #make: (length: number) => Float32Array;
  /** The bytes in use of every buffer, which may be a little larger than its array. */
  readonly #owned = new WeakMap<ArrayBufferLike, number>();
  readonly #free = new Map<number, Float32Array[]>();
  #liveBytes = 0;
  #freeBytes = 0;
  #peakLiveBytes = 0;
  #peakBytes = 0;

  /** @param make a new array of a length, alone in its buffer; default an ordinary one. */
  constructor(make: (length: number) => Float32Array = (length) => new Float32Array(length)) {
    this.#make = make;
  }

  /** An array of `length` numbers with arbitrary content. */
  allocate(length: number): Float32Array {
    const bytes = length * Float32Array.BYTES_PER_ELEMENT;
    let array = this.#free.get(length)?.pop();
    if (array) this.#freeBytes -= bytes;
    else {
      this.#makeRoom(bytes);
      array = this.#make(length);
      this.#owned.set(array.buffer, bytes);
    }
    this.#liveBytes += bytes;
    this.#peakLiveBytes = Math.max(this.#peakLiveBytes, this.#liveBytes);
    this.#peakBytes = Math.max(this.#peakBytes, this.#liveBytes + this.#freeBytes);
    return array;
  }

  owns(array: unknown): array is Float32Array {
    return array instanceof Float32Array && this.#owned.has(array.buffer);
  }

  /** Takes back an array that no tensor uses any more; arrays of others are left alone. */
  recycle(array: unknown): void {
    if (!this.owns(array)) return;
    const list = this.#free.get(array.length);
    if (list) list.push(array);
    else this.#free.set(array.length, [array]);
    this.#liveBytes -= array.byteLength;
    this.#freeBytes += array.byteLength;
  }

  /** The memory of `array` has become visible outside, so that it must never be used again. */
  release(array: unknown): void {
    if (!this.owns(array)) return;
    this.#liveBytes -= this.#owned.get(array.buffer)!;
    this.#owned.delete(array.buffer);
  }

  get peakBytes(): number {
    return this.#peakBytes;
  }

  /**
   * Lets free arrays go while all together would pass one and a half times what was ever in use at once: a change of
   * shapes (a last, smaller batch; an evaluation) leaves arrays behind that may never fit again.
   */
  #makeRoom(bytes: number): void {
    const limit = 1.5 * Math.max(this.#peakLiveBytes, this.#liveBytes + bytes);
    for (const [length, list] of this.#free) {
      while (list.length > 0 && this.#liveBytes + this.#freeBytes + bytes > limit)
        this.#freeBytes -= list.pop()!.byteLength;
      if (list.length === 0) this.#free.delete(length);
    }
  }
}
