import { CHANNEL, messageIn, type Envelope, type FromFrame, type ToFrame } from '../protocol.js';

/** The frame's end: hears the page it was made by, and no other window. */
export class PageLink {
  readonly #page: string;

  /** @param page the origin of the page that made this frame */
  constructor(page: string, onMessage: (message: ToFrame) => void) {
    this.#page = page;
    window.addEventListener('message', (event) => {
      if (event.origin !== page || event.source !== window.parent) return;
      const message = messageIn<ToFrame>(event.data);
      if (message) onMessage(message);
    });
  }

  /** Reaches nobody when the frame was told a false origin. */
  send(message: FromFrame): void {
    const envelope: Envelope<FromFrame> = { channel: CHANNEL, message };
    window.parent.postMessage(envelope, this.#page);
  }

  event(name: string, detail: Readonly<Record<string, unknown>> = {}): void {
    this.send({ say: 'event', name, detail });
  }
}
