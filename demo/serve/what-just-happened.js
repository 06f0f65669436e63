// @ts-check
/**
 * The drawer of the demo: what the visitor's clicks set off, in plain words, newest first. It is no part of the shop;
 * the demo's server adds it to each page while Stripe is the sandbox. Closed, it asks for nothing.
 */

/** @typedef {import('./journal.ts').JournalEntry} Entry */

/** Whether it was left open on the page before. */
const OPEN = 'what-just-happened';

const STYLE = `
:host { position: fixed; inset-block-end: 0; inset-inline-start: 0; z-index: 1; display: flex; flex-direction: column; align-items: flex-start; max-inline-size: 100%; font: 0.9375rem/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; color-scheme: light dark; --ground: #16302f; --ink: #f3f7f5; --soft: #b3c6c1; --line: #2f4c4a; --mark: #ffd48a; color: var(--ink); }
@media (prefers-color-scheme: dark) { :host { --ground: #e8e1d3; --ink: #22302f; --soft: #54605c; --line: #cfc5b2; --mark: #7a4b00; } }
@media print { :host { display: none; } }
* { box-sizing: border-box; }
button { font: inherit; font-weight: 600; color: inherit; background: var(--ground); border: 0; border-start-end-radius: 10px; min-block-size: 2.25rem; padding: 0.3rem 0.9rem; font-size: 0.875rem; cursor: pointer; }
@media (pointer: coarse) { button { min-block-size: 2.75rem; } }
button:focus-visible, a:focus-visible, ol:focus-visible { outline: 3px solid var(--mark); outline-offset: -3px; }
button::before { content: ''; display: inline-block; inline-size: 0.55em; block-size: 0.55em; margin-inline-end: 0.6em; border: solid currentColor; border-width: 2px 2px 0 0; transform: translateY(0.1em) rotate(-45deg); }
button[aria-expanded=true]::before { transform: translateY(-0.15em) rotate(135deg); }
section { inline-size: min(27rem, 100vw); max-block-size: min(60dvh, 34rem); display: flex; flex-direction: column; background: var(--ground); border-start-end-radius: 14px; overflow: hidden; }
section[hidden] { display: none; }
h2, p, ol { margin: 0; padding: 0; }
h2 { font-size: 1.0625rem; padding: 1rem 1.1rem 0.3rem; }
header p { padding: 0 1.1rem 0.8rem; color: var(--soft); }
a { color: inherit; text-underline-offset: 0.2em; }
ol { list-style: none; overflow: auto; overscroll-behavior: contain; border-block: 1px solid var(--line); }
li { padding: 0.65rem 1.1rem; overflow-wrap: anywhere; }
li + li { border-block-start: 1px solid var(--line); }
.who { display: flex; justify-content: space-between; gap: 1rem; color: var(--soft); font-size: 0.875rem; font-variant-numeric: tabular-nums; }
.who b { color: var(--mark); }
.calls { color: var(--soft); font-size: 0.875rem; }
.calls code { font-size: 0.95em; }
.empty { padding: 1rem 1.1rem; }
:host(:dir(rtl)) :is(h2, p, li > div) { unicode-bidi: plaintext; text-align: right; }
`;

const account = document.querySelector('script[data-account]')?.getAttribute('data-account') ?? '/';
const host = document.createElement('what-just-happened');
const root = host.attachShadow({ mode: 'open' });
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
root.adoptedStyleSheets = [sheet];
// Room below the page's last line, which the tab would lie on otherwise.
const room = new CSSStyleSheet();
room.replaceSync('@media screen { body { padding-block-end: 2.75rem; } }');
document.adoptedStyleSheets = [...document.adoptedStyleSheets, room];

const list = element('ol', { tabindex: '0', 'aria-label': 'Newest first' });
const empty = element('p', { class: 'empty' }, 'Nothing yet. Put a pot into the cart, and go to the checkout.');
const panel = element('section', { id: 'panel', 'aria-labelledby': 'title', hidden: '' }, [
  element('header', {}, [
    element('h2', { id: 'title' }, 'What just happened'),
    element('p', {}, [
      'Each click, the calls it made, and what came back. ',
      element('a', { href: account, target: '_blank', rel: 'noopener' }, 'Stripe’s side of it'),
    ]),
  ]),
  empty,
  list,
]);
const tab = element(
  'button',
  { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'panel' },
  'What just happened',
);
root.append(panel, tab);
document.body.append(host);

/** @type {EventSource | null} */
let source = null;

tab.addEventListener('click', () => show(!isOpen()));
root.addEventListener('keydown', (event) => {
  if (/** @type {KeyboardEvent} */ (event).key !== 'Escape' || !isOpen()) return;
  show(false);
  tab.focus();
});
// A page that the browser keeps for Back must not keep a connection open, and wants it again when it comes alive.
addEventListener('pagehide', () => listen(false));
addEventListener('pageshow', () => listen(isOpen()));
show(sessionStorage.getItem(OPEN) === 'open');

function isOpen() {
  return !panel.hasAttribute('hidden');
}

/** @param {boolean} open */
function show(open) {
  panel.hidden = !open;
  tab.setAttribute('aria-expanded', String(open));
  sessionStorage.setItem(OPEN, open ? 'open' : 'closed');
  listen(open);
}

/** @param {boolean} open */
function listen(open) {
  if (!open) {
    source?.close();
    source = null;
  } else if (!source) {
    // It tells everything from the start, so what is shown starts anew as well.
    list.replaceChildren();
    empty.hidden = false;
    source = new EventSource('/_demo/happenings');
    source.addEventListener('message', ({ data }) => add(JSON.parse(data)));
  }
}

/** @param {Entry} entry */
function add({ who, what, calls, at }) {
  empty.hidden = true;
  const time = new Date(at);
  list.prepend(
    element('li', {}, [
      element('div', { class: 'who' }, [
        element('b', {}, who),
        element('time', { datetime: time.toISOString() }, time.toLocaleTimeString('en-GB')),
      ]),
      element('div', {}, what),
      ...(calls ? [element('div', { class: 'calls' }, [`${count(calls.length)} to Stripe`, ...namesOf(calls)])] : []),
    ]),
  );
}

/** @param {number} calls */
function count(calls) {
  return calls === 0 ? 'No call' : calls === 1 ? '1 call' : `${calls} calls`;
}

/** @param {readonly string[]} calls */
function namesOf(calls) {
  return calls.flatMap((call, index) => [index === 0 ? ': ' : ', ', element('code', {}, call)]);
}

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {string | (string | Node)[]} children
 */
function element(name, attributes, children = []) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...(typeof children === 'string' ? [children] : children));
  return made;
}
