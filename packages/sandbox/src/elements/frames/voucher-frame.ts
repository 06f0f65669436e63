import { createElement } from './create-element.js';
import type { FrameContent, FrameContext } from './frame-content.js';

/** The number that a buyer takes to a till, over the whole page, until it is closed. */
export class VoucherFrame implements FrameContent {
  readonly element: HTMLElement;
  readonly #close = createElement('button', { type: 'button', class: 'Button Button--primary' }, 'Close');

  constructor({ settings, link }: FrameContext) {
    const { number, url } = settings.options;
    const close = (): void => link.send({ say: 'answer', id: 0, answer: { what: 'closed' } });
    this.#close.addEventListener('click', close);
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') close();
    });
    this.element = createElement(
      'div',
      { class: 'Backdrop' },
      createElement(
        'div',
        { class: 'Dialog', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'title' },
        createElement('p', { class: 'Sandbox' }, 'Sandbox: this stands in for a voucher.'),
        createElement('h1', { id: 'title' }, `Pay ${settings.subject?.total ?? ''} at a till`),
        createElement('p', {}, createElement('code', { class: 'Number' }, String(number))),
        createElement('a', { href: String(url), target: '_blank', rel: 'noreferrer' }, 'Open the voucher'),
        this.#close,
      ),
    );
  }

  validate(): { error: string | null; value: unknown } {
    return { error: null, value: null };
  }

  focus(): void {
    this.#close.focus();
  }

  clear(): void {}
}
