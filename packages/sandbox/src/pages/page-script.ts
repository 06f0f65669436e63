/**
 * All the script there is: a click on a test card fills it in without asking the server. It is sent to the browser as
 * its own source, so it may use nothing from outside itself. Without it the same buttons submit the form, and the
 * server answers with the page filled in.
 */
export function fillOnClick(page: Document): void {
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

/** As it is served. */
export const PAGE_SCRIPT = `(${fillOnClick.toString()})(document);\n`;
