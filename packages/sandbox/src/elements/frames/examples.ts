import type { OfferedMethod } from '../protocol.js';
import { createElement } from './create-element.js';

/** The numbers that mean something in the sandbox, each with a click to fill. Null where there are none. */
export function examplesList(
  { label, examples }: OfferedMethod,
  write: (number: string) => string,
  fill: (number: string) => void,
): HTMLElement | null {
  if (examples.length === 0) return null;
  const rows = examples.map(({ number, does }) => {
    const button = createElement(
      'button',
      { type: 'button', class: 'Example' },
      createElement('code', {}, write(number)),
      ' ',
      createElement('span', {}, does),
    );
    button.addEventListener('click', () => fill(number));
    return createElement('li', {}, button);
  });
  return createElement(
    'details',
    { class: 'Examples' },
    createElement('summary', {}, `Test numbers: ${label}`),
    createElement('ul', {}, ...rows),
  );
}
