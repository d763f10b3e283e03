/** The longest time of a timer of JavaScript, 24.8 days: a longer one would end at once. */
const longestMilliseconds = 2 ** 31 - 1;

/** What `promise` gives, or undefined when it takes longer than `seconds`. */
export async function within<T>(seconds: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, Math.min(Math.max(0, seconds) * 1000, longestMilliseconds), undefined);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
