/**
 * Calls under way at a time: a few, so that a slow answer holds nothing up, and well below the 25 a second that Stripe
 * takes from an account's test mode (https://docs.stripe.com/rate-limits).
 */
const AT_ONCE = 4;

/**
 * Does `work` for each, a few at a time, and gives the outcomes in the order of `all`. After a failure nothing more is
 * begun, what is under way is waited for, and the first failure is thrown.
 */
export async function eachAtOnce<Item, Outcome>(
  all: readonly Item[],
  work: (item: Item) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const failures: unknown[] = [];
  const queue = all.entries();
  const worker = async () => {
    for (const [index, item] of queue) {
      try {
        outcomes[index] = await work(item);
      } catch (error) {
        failures.push(error);
      }
      if (failures.length > 0) return;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (failures.length > 0) throw failures[0];
  return outcomes;
}
