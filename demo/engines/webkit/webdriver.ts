/**
 * A client for the W3C's WebDriver, as far as a buyer needs one: https://www.w3.org/TR/webdriver2/. It is JSON over HTTP,
 * and the client in everybody's toolbox would bring 23 MB of drivers for other browsers into each clone.
 */

/** The protocol's own name for "this is an element", section "Elements". */
const ELEMENT_KEY = 'element-6066-11e4-a52e-4f735466cecf';

/** An element of the page that the session stands in. */
export interface ElementReference {
  readonly [ELEMENT_KEY]: string;
}

/** What WebDriver answers instead of a result; `code` is one of the protocol's, as `stale element reference`. */
export class WebDriverError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** One browser window, driven. */
export class WebDriverSession {
  readonly #address: string;

  private constructor(address: string) {
    this.#address = address;
  }

  /**
   * Opens a browser.
   * @param driver where the driver listens, as in `http://127.0.0.1:4444`
   */
  static async open(driver: string, capabilities: object): Promise<WebDriverSession> {
    const body = { capabilities: { alwaysMatch: capabilities } };
    const { sessionId } = await ask<{ sessionId: string }>('POST', `${driver}/session`, body);
    return new WebDriverSession(`${driver}/session/${sessionId}`);
  }

  close(): Promise<void> {
    return ask('DELETE', this.#address);
  }

  /** Resolves when the page has loaded. */
  goto(url: string): Promise<void> {
    return this.#post('url', { url });
  }

  url(): Promise<string> {
    return ask('GET', `${this.#address}/url`);
  }

  back(): Promise<void> {
    return this.#post('back');
  }

  forward(): Promise<void> {
    return this.#post('forward');
  }

  reload(): Promise<void> {
    return this.#post('refresh');
  }

  /** Goes back to the page itself, out of all frames. */
  leaveFrames(): Promise<void> {
    return this.#post('frame', { id: null });
  }

  /** All that follows is about the document inside this `<iframe>`, whichever origin it is of. */
  enterFrame(frame: ElementReference): Promise<void> {
    return this.#post('frame', { id: frame });
  }

  /** Runs a function in the page, which answers with an element. It is sent as text: it sees nothing but its arguments. */
  find<Args extends unknown[]>(
    work: (...args: Args) => Element | null,
    ...args: Args
  ): Promise<ElementReference | null> {
    return this.#post('execute/sync', { script: `return (${String(work)})(...arguments)`, args });
  }

  /** As {@link find}, for a function that looks at an element and answers with what can be written as JSON. */
  read<Result, Args extends unknown[]>(
    element: ElementReference,
    work: (element: HTMLElement, ...args: Args) => Result,
    ...args: Args
  ): Promise<Result> {
    return this.#post('execute/sync', { script: `return (${String(work)})(...arguments)`, args: [element, ...args] });
  }

  /**
   * Presses the left button of the mouse over the middle of an element. "Element Click" will not do: WebKitGTK takes
   * every field in a shadow root for covered.
   */
  press(element: ElementReference): Promise<void> {
    return this.#act({
      type: 'pointer',
      id: 'mouse',
      parameters: { pointerType: 'mouse' },
      actions: [
        { type: 'pointerMove', origin: element, x: 0, y: 0 },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ],
    });
  }

  /** Types into whatever has the focus, key by key. */
  type(text: string): Promise<void> {
    const actions = [...text].flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]);
    return this.#act({ type: 'key', id: 'keyboard', actions });
  }

  #act(source: object): Promise<void> {
    return this.#post('actions', { actions: [source] });
  }

  #post<Result>(command: string, parameters: object = {}): Promise<Result> {
    return ask('POST', `${this.#address}/${command}`, parameters);
  }
}

/** @throws {WebDriverError} */
async function ask<Result>(method: string, address: string, body?: object): Promise<Result> {
  const response = await fetch(address, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { value: Result };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new WebDriverError(error, message);
}
