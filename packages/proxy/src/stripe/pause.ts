/** Waits, but not past the deadline. @throws the deadline's reason */
export function pause(milliseconds: number, deadline: AbortSignal): Promise<void> {
  return before(deadline, new Promise((resolve) => setTimeout(resolve, milliseconds)));
}

/** The outcome of `work`, or the deadline's reason if that comes first. The work itself cannot be stopped, only left. */
export function before<T>(deadline: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(deadline.reason as Error);
    if (deadline.aborted) abort();
    deadline.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => deadline.removeEventListener('abort', abort));
  });
}
