/**
 * A day as the buyer reads it, in their own time zone.
 *
 * @param seconds since the epoch
 * @param locale a BCP 47 tag; the browser's own where it is empty or wrong
 */
export function formatDay(seconds: number, locale = ''): string {
  const day = new Date(seconds * 1000);
  try {
    return day.toLocaleDateString(locale || undefined, { dateStyle: 'long' });
  } catch {
    return day.toLocaleDateString(undefined, { dateStyle: 'long' });
  }
}
