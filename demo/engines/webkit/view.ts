import { expect } from '@playwright/test';
import { WebDriverError, type ElementReference, type WebDriverSession } from './webdriver.ts';

/** How long a buyer waits for something to appear, and how often they look, in milliseconds. */
const PATIENCE = { timeout: 15_000, intervals: [50, 100, 200] };

/** WebDriver's codes for what is not there any more. */
const GONE = ['stale element reference', 'no such frame', 'no such window'];

/** What a buyer sees in one document: the page, or a frame in it. Open shadow roots are looked into. */
export class View {
  readonly #session: WebDriverSession;
  readonly #frame: string | null;

  /** @param frame the title of an `<iframe>` of the page */
  constructor(session: WebDriverSession, frame: string | null = null) {
    this.#session = session;
    this.#frame = frame;
  }

  /** Presses what is visible, enabled, not covered and where it was a moment ago, as soon as that is so. */
  async press(css: string, name = ''): Promise<void> {
    await this.#session.press(await this.#ready(css, name));
  }

  /** Replaces what a field holds, key by key. */
  async fill(css: string, name: string, text: string): Promise<void> {
    const field = await this.#ready(css, name);
    await this.#session.press(field);
    await this.#session.read(field, (element) => (element as HTMLInputElement).select());
    await this.#session.type(text);
  }

  /** @returns null where there is nothing of the kind to be seen */
  text(css: string, name = ''): Promise<string | null> {
    return this.#look(css, name, (element) => element.innerText.trim());
  }

  status(css: string): Promise<string | null> {
    return this.#look(css, '', (element) => element.dataset['status'] ?? null);
  }

  async #look<Result>(css: string, name: string, read: (element: HTMLElement) => Result): Promise<Result | null> {
    try {
      const element = await this.#find(css, name);
      return element && (await this.#session.read(element, read));
    } catch (error) {
      // It went while we looked.
      if (error instanceof WebDriverError && GONE.includes(error.code)) return null;
      throw error;
    }
  }

  async #find(css: string, name: string): Promise<ElementReference | null> {
    await this.#session.leaveFrames();
    if (this.#frame === null) return this.#session.find(findVisible, css, name);
    const frame = await this.#session.find(findVisible, `iframe[title="${this.#frame}"]`, '');
    if (frame === null) return null;
    await this.#session.enterFrame(frame);
    const element = await this.#session.find(findVisible, css, name);
    if (element === null) return null;
    // What is inside cannot scroll the page around it, which is of another origin.
    const middle = await this.#session.read(element, middleOf);
    await this.#session.leaveFrames();
    await this.#session.read(frame, showAt, middle);
    await this.#session.enterFrame(frame);
    return element;
  }

  async #ready(css: string, name: string): Promise<ElementReference> {
    const described = [css, name && `“${name}”`, this.#frame && `in “${this.#frame}”`].filter(Boolean).join(' ');
    let before = '';
    const found: ElementReference[] = [];
    const ready = async () => {
      const element = await this.#find(css, name);
      if (element === null) throw new Error(`${described} is not to be seen.`);
      expect(await this.#session.read(element, obstacle), described).toBe('none');
      // A frame that grows or shrinks takes what is below it along, and the press would miss.
      const [there, place] = [before, await this.#session.read(element, placeOf)];
      before = place;
      expect(place, `${described} moves`).toBe(there);
      found.push(element);
    };
    await expect(ready).toPass(PATIENCE);
    const [element] = found;
    if (element === undefined) throw new Error(`${described} was never ready.`);
    return element;
  }
}

/** Runs in the page. */
function findVisible(css: string, name: string): Element | null {
  const nameOf = (element: Element): string => {
    const label = element.getAttribute('aria-label');
    const labels = 'labels' in element ? [...((element.labels as NodeList | null) ?? [])] : [];
    return label ?? (labels.map(({ textContent }) => textContent).join(' ') || (element.textContent ?? ''));
  };
  const inside = (root: ParentNode): Element | undefined => {
    for (const element of root.querySelectorAll('*')) {
      if (
        element.matches(css) &&
        element.checkVisibility({ visibilityProperty: true }) &&
        nameOf(element).includes(name)
      )
        return element;
      const below = element.shadowRoot && inside(element.shadowRoot);
      if (below) return below;
    }
    return undefined;
  };
  return inside(document) ?? null;
}

/** Runs in the frame. */
function middleOf(element: HTMLElement): number {
  const { y, height } = element.getBoundingClientRect();
  return y + height / 2;
}

/** Runs in the page. Brings this height of a frame to the middle of the window. */
function showAt(frame: HTMLElement, y: number): void {
  frame.style.scrollMarginTop = `${innerHeight / 2 - y}px`;
  frame.scrollIntoView({ block: 'start', behavior: 'instant' });
  frame.style.removeProperty('scroll-margin-top');
}

/** Runs in the page. */
function placeOf(element: HTMLElement): string {
  return JSON.stringify(element.getBoundingClientRect());
}

/** Runs in the page. What keeps a buyer from pressing it: where the middle of it is, there must be nothing else. */
function obstacle(element: HTMLElement): string {
  if (element.matches(':disabled, [aria-disabled=true]')) return 'it is disabled';
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { x, y, width, height } = element.getBoundingClientRect();
  let hit: Node | null = null;
  let root: DocumentOrShadowRoot | null = document;
  while (root) {
    const deeper: Element | null = root.elementFromPoint(x + width / 2, y + height / 2);
    if (deeper === null || deeper === hit) break;
    hit = deeper;
    root = deeper.shadowRoot;
  }
  for (let node: Node | null = hit; node; node = node instanceof ShadowRoot ? node.host : node.parentNode)
    if (node === element) return 'none';
  return hit instanceof Element ? `<${hit.localName}> lies over it` : 'it is outside the window';
}
