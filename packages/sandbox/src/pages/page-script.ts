import { CHANNEL } from '../elements/protocol.js';

/*
 * All the script there is. Each function is sent to the browser as its own source, so it may use nothing from outside
 * itself.
 */

/**
 * A click on a test card fills it in without asking the server. Without script the same buttons submit the form, and the
 * server answers with the page filled in.
 */
function fillOnClick(page: Document): void {
  const namesOf = (json: string | undefined) => Object.entries(JSON.parse(json ?? '{}') as Record<string, string>);

  function fill(name: string, value: string, onlyIfEmpty: boolean): void {
    const field = page.querySelector<HTMLInputElement | HTMLSelectElement>(`#pay [name="${name}"]`);
    // What the session fixes, such as an email address, stays as it is.
    if (!field || field.matches('[readonly]') || (onlyIfEmpty && field.value.trim() !== '')) return;
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }

  page.addEventListener('click', (event) => {
    const button =
      event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button[data-fill]') : null;
    if (!button) return;
    event.preventDefault();
    for (const [name, value] of namesOf(button.dataset['fill'])) fill(name, value, false);
    for (const [name, value] of namesOf(button.closest<HTMLElement>('[data-also]')?.dataset['also']))
      fill(name, value, true);
    page.querySelector<HTMLElement>('[data-testid="hosted-payment-submit-button"]')?.focus();
  });
}

/**
 * In the frame of an embedded page, which says in its address who is around it: tells that page how high this one is,
 * and what has come of the payment, as `data-outcome` and `data-url` say. In a window of its own it says nothing.
 */
function tellPageAround(frame: Window, channel: string): void {
  const around = new URLSearchParams(frame.location.search).get('page');
  if (frame.parent === frame || around === null || !URL.canParse(around)) return;
  const { body } = frame.document;
  const say = (message: object): void => frame.parent.postMessage({ channel, message }, around);
  // As high as its content, whatever the frame is now.
  body.style.minHeight = '0';
  say({ say: 'hello' });
  new ResizeObserver(() => say({ say: 'height', height: body.getBoundingClientRect().height })).observe(body);
  say({ say: 'ready' });
  const done = frame.document.querySelector<HTMLElement>('[data-outcome]');
  if (done) say({ say: 'event', name: done.dataset['outcome'], detail: { url: done.dataset['url'] } });
}

/** As it is served. */
export const PAGE_SCRIPT = [
  `(${fillOnClick.toString()})(document);`,
  `(${tellPageAround.toString()})(window, ${JSON.stringify(CHANNEL)});`,
  '',
].join('\n');
