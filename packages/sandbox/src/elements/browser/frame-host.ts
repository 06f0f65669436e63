import type { Appearance } from '@stripe/stripe-js';
import {
  CHANNEL,
  messageIn,
  type Envelope,
  type FrameAnswer,
  type FrameRequest,
  type FrameSettings,
  type FromFrame,
  type ToFrame,
} from '../protocol.js';

interface FrameHostOptions {
  readonly origin: string;
  /** Below the origin, as in `/elements/payment`. */
  readonly path: string;
  /** What assistive technology calls the frame. */
  readonly title: string;
  /** Asked for whenever a frame says hello: it does so again when the page has moved it in the document. */
  readonly settings: () => Promise<FrameSettings | null>;
  readonly onMessage: (message: FromFrame) => void;
}

/** The page's end of one frame: makes it, and exchanges messages with it and with nobody else. */
export class FrameHost {
  readonly iframe: HTMLIFrameElement;
  readonly #options: FrameHostOptions;
  readonly #waiting = new Map<number, (answer: FrameAnswer | null) => void>();
  #lastRequest = 0;
  #saidHello = false;
  #isReady = false;

  constructor(options: FrameHostOptions) {
    this.#options = options;
    const address = new URL(`${options.origin}${options.path}`);
    // The frame checks every message against the origin it was told here, and answers to no other.
    address.searchParams.set('page', window.location.origin);
    this.iframe = document.createElement('iframe');
    this.iframe.src = address.href;
    this.iframe.title = options.title;
    // Through the style object, which no policy on inline styles forbids.
    Object.assign(this.iframe.style, { display: 'block', width: '100%', border: '0', margin: '0', padding: '0' });
    window.addEventListener('message', this.#receive);
  }

  /** Where page and frame differ in light and dark, browsers paint a ground behind the frame that is no longer seen through. */
  showTheme({ theme }: Appearance): void {
    this.iframe.style.colorScheme = theme === 'night' ? 'dark' : 'light';
  }

  /** Nothing is said to a frame that is not there yet: what it has to know comes with its settings when it says hello. */
  send(message: ToFrame): void {
    if (!this.#saidHello) return;
    const envelope: Envelope<ToFrame> = { channel: CHANNEL, message };
    this.iframe.contentWindow?.postMessage(envelope, this.#options.origin);
  }

  /** @returns null when the frame is not ready, or went away before it answered */
  async request(request: FrameRequest): Promise<FrameAnswer | null> {
    if (!this.#isReady) return null;
    const id = (this.#lastRequest += 1);
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.send({ say: 'request', id, request });
    });
  }

  /** Shows what there is to show now, in place of a page that the buyer was just leaving. */
  reload(): void {
    this.iframe.setAttribute('src', this.iframe.src);
  }

  remove(): void {
    window.removeEventListener('message', this.#receive);
    this.iframe.remove();
    this.#forgetRequests();
  }

  readonly #receive = (event: MessageEvent): void => {
    if (event.origin !== this.#options.origin || event.source !== this.iframe.contentWindow) return;
    const message = messageIn<FromFrame>(event.data);
    if (!message) return;
    if (message.say === 'answer') {
      this.#waiting.get(message.id)?.(message.answer);
      this.#waiting.delete(message.id);
    }
    if (message.say === 'ready') this.#isReady = true;
    if (message.say === 'hello') {
      this.#saidHello = true;
      this.#isReady = false;
      this.#forgetRequests();
      void this.#introduce();
    }
    this.#options.onMessage(message);
  };

  async #introduce(): Promise<void> {
    const settings = await this.#options.settings();
    if (settings) this.send({ say: 'settings', settings });
  }

  #forgetRequests(): void {
    for (const resolve of this.#waiting.values()) resolve(null);
    this.#waiting.clear();
  }
}
