import { IntegrationError } from './integration-error.js';

/** What a page gives for an event; each event has a type of its own. */
export type Handler = (event: never) => unknown;

/** Who listens to the events of one element, and only to those that it has. */
export class Listeners {
  readonly #elementType: string;
  readonly #events: readonly string[];
  readonly #handlers = new Map<string, Set<Handler>>();

  constructor(elementType: string, events: readonly string[]) {
    this.#elementType = elementType;
    this.#events = events;
  }

  /** @throws IntegrationError for an event that the element does not have, or a handler that is no function */
  add(eventType: string, handler: Handler): void {
    this.#check(eventType, handler);
    this.#handlers.set(eventType, (this.#handlers.get(eventType) ?? new Set()).add(handler));
  }

  /** As `add`, for one event. */
  addOnce(eventType: string, handler: Handler): void {
    this.#check(eventType, handler);
    const once: Handler = (event) => {
      this.remove(eventType, once);
      return handler(event);
    };
    this.add(eventType, once);
  }

  /** Without a handler: all of that event. */
  remove(eventType: string, handler?: Handler): void {
    if (handler) this.#handlers.get(eventType)?.delete(handler);
    else this.#handlers.delete(eventType);
  }

  has(eventType: string): boolean {
    return (this.#handlers.get(eventType)?.size ?? 0) > 0;
  }

  clear(): void {
    this.#handlers.clear();
  }

  tell(eventType: string, event: object): void {
    // Each listener was given by a page for the event of that name.
    for (const handler of new Set(this.#handlers.get(eventType))) handler(event as never);
  }

  #check(eventType: string, handler: unknown): void {
    if (!this.#events.includes(eventType)) {
      throw new IntegrationError(`The ${this.#elementType} Element has no event “${eventType}”.`);
    }
    if (typeof handler !== 'function') throw new IntegrationError('An event handler must be a function.');
  }
}
