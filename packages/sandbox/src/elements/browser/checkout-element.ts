import type { FrameAnswer, FrameName, FrameRequest, FrameSettings, FromFrame } from '../protocol.js';
import { FrameHost } from './frame-host.js';
import type { CheckoutState } from './checkout-state.js';
import { IntegrationError } from './integration-error.js';

/** How long a frame may take to say hello before the element counts as failed, in milliseconds. */
const HELLO_WITHIN = 15_000;

export interface ElementKind {
  /** As events name it. */
  readonly elementType: string;
  readonly frame: FrameName;
  /** What assistive technology calls the frame. */
  readonly title: string;
  readonly events: readonly string[];
}

type Handler = (event: never) => unknown;

/** What all elements have: a frame in the page, somebody listening, and an end. */
export class CheckoutElement {
  protected readonly state: CheckoutState;
  protected options: Readonly<Record<string, unknown>>;
  readonly #kind: ElementKind;
  readonly #onDestroy: () => void;
  readonly #handlers = new Map<string, Set<Handler>>();
  #frame: FrameHost | null = null;
  #isDestroyed = false;
  #deadline: ReturnType<typeof setTimeout> | undefined;

  constructor(kind: ElementKind, state: CheckoutState, options: object, onDestroy: () => void) {
    this.#kind = kind;
    this.state = state;
    this.options = { ...options };
    this.#onDestroy = onDestroy;
    state.onUpdate((session) => this.#frame?.send({ say: 'session', session }));
  }

  on(eventType: string, handler: Handler): this {
    this.#checkEvent(eventType, handler);
    const handlers = this.#handlers.get(eventType) ?? new Set();
    this.#handlers.set(eventType, handlers.add(handler));
    return this;
  }

  once(eventType: string, handler: Handler): this {
    const once: Handler = (event) => {
      this.off(eventType, once);
      return handler(event);
    };
    this.#checkEvent(eventType, handler);
    return this.on(eventType, once);
  }

  off(eventType: string, handler?: Handler): this {
    if (handler) this.#handlers.get(eventType)?.delete(handler);
    else this.#handlers.delete(eventType);
    return this;
  }

  /**
   * Puts the element into the page, where it replaces what `target` held.
   *
   * @param target an element of the document, or a selector for one
   * @throws IntegrationError for a target that is not there or in a shadow root, or when the element is mounted already
   */
  mount(target: string | HTMLElement): void {
    this.#refuseDestroyed();
    const container = containerOf(target);
    if (this.#frame)
      throw new IntegrationError('This Element is already mounted. Call unmount() before mounting it again.');
    if (container.childNodes.length > 0) {
      console.warn('The content of the DOM element that this Element is mounted to is replaced.');
      container.replaceChildren();
    }
    const frame = new FrameHost({
      origin: this.state.origin,
      name: this.#kind.frame,
      title: this.#kind.title,
      settings: () => this.#settings(),
      onMessage: (message) => this.#receive(message),
    });
    frame.iframe.style.height = '0';
    frame.showTheme(this.state.appearance);
    this.#frame = frame;
    container.append(frame.iframe);
    this.#deadline = setTimeout(() => this.#fail('The element’s frame did not load.'), HELLO_WITHIN);
    if (this.#kind.events.includes('loaderstart')) this.emit('loaderstart', {});
  }

  /** Takes the element out of the page, and with it what was typed into it. */
  unmount(): void {
    this.#refuseDestroyed();
    this.#removeFrame();
  }

  destroy(): void {
    this.#refuseDestroyed();
    this.#removeFrame();
    this.#isDestroyed = true;
    this.#handlers.clear();
    this.#onDestroy();
  }

  focus(): void {
    this.tellFrame('focus');
  }

  blur(): void {
    this.tellFrame('blur');
  }

  clear(): void {
    this.tellFrame('clear');
  }

  /** Shows new colours, sizes and rules at once. */
  restyle(): void {
    this.#frame?.showTheme(this.state.appearance);
    this.#frame?.send({ say: 'appearance', appearance: this.state.appearance });
    this.#frame?.send({ say: 'fonts', fonts: this.state.fonts });
  }

  get isMounted(): boolean {
    return this.#frame !== null;
  }

  /** @returns null when it is not mounted, or was taken out of the page before it answered */
  async ask(request: FrameRequest): Promise<FrameAnswer | null> {
    return (await this.#frame?.request(request)) ?? null;
  }

  protected tellFrame(say: 'focus' | 'blur' | 'clear' | 'collapse'): void {
    this.#refuseDestroyed();
    if (say === 'focus') this.#frame?.iframe.focus();
    this.#frame?.send({ say });
  }

  protected setOptions(options: object): void {
    this.#refuseDestroyed();
    this.options = { ...this.options, ...options };
    this.#frame?.send({ say: 'options', options: this.options });
  }

  protected emit(name: string, detail: object): void {
    const event = { elementType: this.#kind.elementType, ...detail };
    // Each listener was given by a page for the event of that name.
    for (const handler of new Set(this.#handlers.get(name))) handler(event as never);
  }

  /** What a kind of element makes of its frame's news, before the page hears of it. */
  protected receive(name: string, detail: Readonly<Record<string, unknown>>): void {
    this.emit(name, detail);
  }

  /** The element is no longer on the page: what it held does not count any more. */
  protected forget(): void {}

  #receive(message: FromFrame): void {
    if (message.say === 'hello') clearTimeout(this.#deadline);
    if (message.say === 'ready') this.receive('ready', {});
    if (message.say === 'event') this.receive(message.name, message.detail);
    if (message.say === 'height' && this.#frame) this.#frame.iframe.style.height = `${Math.ceil(message.height)}px`;
  }

  async #settings(): Promise<FrameSettings | null> {
    const loaded = await this.state.loaded;
    if (!loaded.ok) {
      this.emit('loaderror', { error: { type: loaded.error.type, message: loaded.error.message } });
      return null;
    }
    return { ...this.state.frameSettings, options: this.options, challenge: null };
  }

  #fail(message: string): void {
    this.emit('loaderror', { error: { type: 'api_connection_error', message } });
  }

  #removeFrame(): void {
    clearTimeout(this.#deadline);
    this.#frame?.remove();
    this.#frame = null;
    this.forget();
  }

  #refuseDestroyed(): void {
    if (this.#isDestroyed) throw new IntegrationError('This Element has been destroyed. Create a new one.');
  }

  #checkEvent(eventType: string, handler: unknown): void {
    if (!this.#kind.events.includes(eventType)) {
      throw new IntegrationError(`The ${this.#kind.elementType} Element has no event “${eventType}”.`);
    }
    if (typeof handler !== 'function') throw new IntegrationError('An event handler must be a function.');
  }
}

/** The types say what to pass; a page without types may pass anything. */
function containerOf(target: unknown): HTMLElement {
  const container = typeof target === 'string' ? document.querySelector(target) : target;
  if (container === null && typeof target === 'string') {
    throw new IntegrationError(
      `No element of the document matches “${target}”. A selector does not see into a shadow root.`,
    );
  }
  if (!(container instanceof HTMLElement)) {
    throw new IntegrationError('mount() takes a DOM element of this document, or a selector for one.');
  }
  if (container.getRootNode() instanceof ShadowRoot) {
    throw new IntegrationError(
      'Elements cannot be mounted in a shadow root. Mount in the light DOM, and project it through a slot.',
    );
  }
  if (!container.isConnected) throw new IntegrationError('The DOM element to mount to is not in the document.');
  return container;
}
