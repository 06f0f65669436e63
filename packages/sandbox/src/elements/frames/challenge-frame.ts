import { isIntentSecret } from '../browser/api-client.js';
import { answerIntentChallenge, ask } from '../browser/sandbox-client.js';
import type { FrameAnswer } from '../protocol.js';
import { createElement } from './create-element.js';
import type { FrameContent, FrameContext } from './frame-content.js';

/** The bank's question, over the whole page. Escape and Close leave it unanswered. */
export class ChallengeFrame implements FrameContent {
  readonly element: HTMLElement;
  readonly #context: FrameContext;
  readonly #problem = createElement('p', { class: 'Error', role: 'alert' });
  readonly #buttons: readonly HTMLButtonElement[];

  constructor(context: FrameContext) {
    this.#context = context;
    const total = context.settings.subject?.total ?? '';
    const complete = this.#button('Complete authentication', 'pass', 'Button--primary');
    const fail = this.#button('Fail authentication', 'fail');
    const close = this.#button('Close', 'abandon');
    this.#buttons = [complete, fail, close];
    this.element = createElement(
      'div',
      { class: 'Backdrop' },
      createElement(
        'div',
        {
          class: 'Dialog',
          role: 'dialog',
          'aria-modal': 'true',
          'aria-labelledby': 'title',
          'aria-describedby': 'text',
        },
        createElement('p', { class: 'Sandbox' }, 'Sandbox: this stands in for the bank’s page.'),
        createElement('h1', { id: 'title' }, '3D Secure'),
        createElement('p', { id: 'text' }, `The bank asks whether it is you who pays ${total}.`),
        this.#problem,
        complete,
        fail,
        close,
      ),
    );
    // WebKit lets a frame of another origin focus nothing before the buyer has touched it: keys go to its body then.
    document.addEventListener('keydown', (event) => this.#onKey(event));
  }

  validate(): { error: string | null; value: unknown } {
    return { error: null, value: null };
  }

  focus(): void {
    this.#buttons[0]?.focus();
  }

  clear(): void {}

  #button(label: string, answer: 'pass' | 'fail' | 'abandon', variant = ''): HTMLButtonElement {
    const button = createElement('button', { type: 'button', class: `Button ${variant}`.trim() }, label);
    button.addEventListener('click', () => void this.#answer(answer));
    return button;
  }

  async #answer(answer: 'pass' | 'fail' | 'abandon'): Promise<void> {
    const { settings, origin, link } = this.#context;
    const { credentials, challenge } = settings;
    if (!credentials || challenge === null) return;
    this.#busy(true);
    this.#problem.textContent = '';
    const request = { challenge, answer };
    const answered: FrameAnswer = isIntentSecret(credentials.clientSecret)
      ? { what: 'challenge', reply: await answerIntentChallenge(origin, credentials, request) }
      : { what: 'confirm', reply: await ask(origin, 'challenge', credentials, request) };
    const { reply } = answered;
    if (!reply.ok && reply.error.type === 'api_connection_error' && answer !== 'abandon') {
      // The bank was not reached: the question is still open.
      this.#busy(false);
      this.#problem.textContent = reply.error.message;
      this.focus();
      return;
    }
    link.send({ say: 'answer', id: 0, answer: answered });
  }

  #busy(busy: boolean): void {
    for (const button of this.#buttons) button.disabled = busy;
  }

  /** Tab goes round within the question. */
  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') void this.#answer('abandon');
    if (event.key !== 'Tab') return;
    const at = this.#buttons.findIndex((button) => button === document.activeElement);
    const next = event.shiftKey ? Math.max(at, 0) - 1 : (at + 1) % this.#buttons.length;
    event.preventDefault();
    this.#buttons.at(next)?.focus();
  }
}
