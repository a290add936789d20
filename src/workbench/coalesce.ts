/** Many changes at once, as a checkout makes them, are one piece of work. */
export function coalesce(work: () => void): () => void {
  let waiting: NodeJS.Timeout | undefined;
  return () => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      work();
    }, 50);
  };
}
