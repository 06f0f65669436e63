import { expect, type BrowserContext, type Page } from '@playwright/test';

/** Preferences for {@link standInForTheDriver}. */
export const FIREFOX_PREFERENCES = {
  // Reading the clipboard asks the user, and Firefox's driver knows no permission for it.
  'dom.events.testing.asyncClipboard': true,
};

/**
 * The hash of `body {}`. Before each picture Playwright puts a style of these words into the page, and Firefox says that
 * the page's policy forbids it.
 */
export const STYLE_OF_PLAYWRIGHTS = 'sha256-YjaKGiklmzC6wjXA513HAMmzus8VE61XCOT+SmwNZWA=';

/**
 * Playwright drives Firefox as it is published over WebDriver BiDi, and not all of Playwright's own commands arrive.
 * These do now, so that a journey is written once for every browser.
 */
export async function standInForTheDriver(context: BrowserContext): Promise<void> {
  await context.addInitScript(insertTextAsTyped);
  // The preference above has granted it.
  context.grantPermissions = async () => {};
  context.on('page', (page) => {
    page.goBack = () => traverse(page, 'back');
    page.goForward = () => traverse(page, 'forward');
  });
}

/**
 * Back and forward through the page's own history. Playwright's wait for word of a new document, and Firefox sends none
 * where it brings a page back from its cache: `navigationStarted`, and then nothing. So it is sent for it.
 */
async function traverse(page: Page, direction: 'back' | 'forward'): Promise<null> {
  const from = await page.evaluate((where) => {
    const { href } = location;
    history[where]();
    return href;
  }, direction);
  const arrival = async () => {
    const href = await page.evaluate(() => location.href);
    expect(href).not.toBe(from);
    return href;
  };
  await expect(arrival).toPass();
  const inside = insideOf(page);
  const frame = inside.mainFrame();
  const { _id: frameId } = frame;
  const { documentId } = frame.pendingDocument() ?? {};
  if (documentId === undefined) return null;
  inside.frameManager.frameCommittedNewDocumentNavigation(frameId, await arrival(), '', documentId, false);
  for (const event of ['domcontentloaded', 'load']) inside.frameManager.frameLifecycleEvent(frameId, event);
  return null;
}

/** Playwright's own side of a page, as its version that is pinned has it: `server/page.ts` and `server/frames.ts` there. */
interface ServerPage {
  mainFrame(): { readonly _id: string; pendingDocument(): { readonly documentId?: string } | undefined };
  readonly frameManager: {
    frameCommittedNewDocumentNavigation(
      frame: string,
      url: string,
      name: string,
      documentId: string,
      initial: boolean,
    ): void;
    frameLifecycleEvent(frame: string, event: string): void;
  };
}

function insideOf(page: Page): ServerPage {
  const { _connection: connection } = page as unknown as { _connection: { toImpl(page: Page): ServerPage } };
  return connection.toImpl(page);
}

/**
 * `fill()`. Over BiDi it appends to what a field of type `email` or `number` holds, and no field tells of its change when
 * it is left. The browser's own command does both right.
 */
function insertTextAsTyped(): void {
  const insert = (text: string): Element | null => {
    let focused = document.activeElement;
    while (focused?.shadowRoot) focused = focused.shadowRoot.activeElement;
    // Playwright goes on in the frame's own document.
    if (focused instanceof HTMLIFrameElement) return focused;
    document.execCommand('insertText', false, text);
    return null;
  };
  Object.defineProperty(globalThis, '__pw_bidiInsertText', { get: () => insert, set: () => {} });
}
