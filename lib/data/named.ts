/** A sampler, an augmentation or a mixing as a configuration writes it: plain data, which a worker thread looks up. */
export interface Named {
  name: string;
  options?: Record<string, unknown>;
}
