import type { FrameAnswer, FrameName, FrameRequest, FrameSettings, FromFrame } from '../protocol.js';
import { FrameHost } from './frame-host.js';
import type { ElementHost } from './element-host.js';
import { IntegrationError } from './integration-error.js';
import { Listeners, type Handler } from './listeners.js';
import { mountTarget } from './mount-target.js';

/** How long a frame may take to say hello before the element counts as failed, in milliseconds. */
const HELLO_WITHIN = 30_000;

export interface ElementKind {
  /** As events name it. */
  readonly elementType: string;
  readonly frame: FrameName;
  /** What assistive technology calls the frame. */
  readonly title: string;
  readonly events: readonly string[];
}

/** What all elements have: a frame in the page, somebody listening, and an end. */
export class CheckoutElement {
  protected readonly state: ElementHost;
  protected options: Readonly<Record<string, unknown>>;
  readonly #kind: ElementKind;
  readonly #onDestroy: () => void;
  readonly #listeners: Listeners;
  #frame: FrameHost | null = null;
  #isDestroyed = false;
  #deadline: ReturnType<typeof setTimeout> | undefined;

  constructor(kind: ElementKind, state: ElementHost, options: object, onDestroy: () => void) {
    this.#kind = kind;
    this.#listeners = new Listeners(kind.elementType, kind.events);
    this.state = state;
    this.options = { ...options };
    this.#onDestroy = onDestroy;
    state.onUpdate((subject) => this.#frame?.send({ say: 'subject', subject }));
  }

  on(eventType: string, handler: Handler): this {
    this.#listeners.add(eventType, handler);
    return this;
  }

  once(eventType: string, handler: Handler): this {
    this.#listeners.addOnce(eventType, handler);
    return this;
  }

  off(eventType: string, handler?: Handler): this {
    this.#listeners.remove(eventType, handler);
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
    const container = mountTarget(target);
    if (this.#frame)
      throw new IntegrationError('This Element is already mounted. Call unmount() before mounting it again.');
    if (container.childNodes.length > 0) {
      console.warn('The content of the DOM element that this Element is mounted to is replaced.');
      container.replaceChildren();
    }
    const frame = new FrameHost({
      origin: this.state.origin,
      path: `/elements/${this.#kind.frame}`,
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
    this.#listeners.clear();
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

  /** What it was created with, and has been told since. */
  get given(): Readonly<Record<string, unknown>> {
    return this.options;
  }

  get isMounted(): boolean {
    return this.#frame !== null;
  }

  /** @returns null when it is not mounted, or was taken out of the page before it answered */
  async ask(request: FrameRequest): Promise<FrameAnswer | null> {
    return (await this.#frame?.request(request)) ?? null;
  }

  /** Somebody listens to that event. */
  protected isHeard(name: string): boolean {
    return this.#listeners.has(name);
  }

  protected tellFrame(say: 'focus' | 'blur' | 'clear' | 'collapse'): void {
    this.#refuseDestroyed();
    if (say === 'focus') this.#frame?.iframe.focus();
    this.#frame?.send({ say });
  }

  /** Opens what a click was to open. */
  protected open(details: Readonly<Record<string, unknown>>): void {
    this.#frame?.send({ say: 'open', details });
  }

  protected setOptions(options: object): void {
    this.#refuseDestroyed();
    this.options = { ...this.options, ...options };
    this.#frame?.send({ say: 'options', options: this.options });
  }

  protected emit(name: string, detail: object): void {
    this.#listeners.tell(name, { elementType: this.#kind.elementType, ...detail });
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
}
