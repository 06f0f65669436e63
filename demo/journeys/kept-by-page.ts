import type { Page } from '@playwright/test';

/** Everything that outlives the page, or is to be seen in its address bar. */
export async function keptBy(page: Page): Promise<string[]> {
  const cookies = await page.context().cookies();
  const kept = await page.evaluate(async () => [
    location.href,
    JSON.stringify(history.state),
    JSON.stringify({ ...localStorage }),
    JSON.stringify({ ...sessionStorage }),
    document.title,
    JSON.stringify(await indexedDB.databases()),
    JSON.stringify(await caches.keys()),
  ]);
  return [...kept, JSON.stringify(cookies)];
}
