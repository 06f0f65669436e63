import type { Appearance } from '@stripe/stripe-js';

/* The page's wishes for the frame's looks: variables, and rules for a few classes. https://docs.stripe.com/elements/appearance-api */

/** `.Input`, `.Input:focus`, `.Tab--selected`, `.Input::placeholder`, and lists of them. */
const SELECTOR = /^\.[A-Z]\w*(--\w+)?(:{1,2}[\w-]+)*(\s*,\s*\.[A-Z]\w*(--\w+)?(:{1,2}[\w-]+)*)*$/;

/** How things look, never where they are: no property that could hide a field or cover another. */
const PROPERTY =
  /^(color|backgroundColor|fill|stroke|opacity|boxShadow|lineHeight|letterSpacing|(border|font|margin|outline|padding|text|transition)[A-Za-z]*|-?(webkit|moz)[A-Z]\w*)$/;

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
let shown: readonly string[] = [];

/** Everything the page asks for, instead of what it asked for before. */
export function showAppearance({ theme = 'stripe', variables = {}, rules = {}, disableAnimations }: Appearance): void {
  const root = document.documentElement;
  root.dataset['theme'] = theme;
  root.toggleAttribute('data-still', disableAnimations === true);
  for (const name of shown) root.style.removeProperty(name);
  shown = Object.entries(variables)
    .filter(([name, value]) => /^\w+$/.test(name) && isHarmless(value))
    .map(([name, value]) => {
      root.style.setProperty(`--${name}`, value);
      return `--${name}`;
    });
  sheet.replaceSync('');
  for (const [selector, declarations] of Object.entries(rules)) {
    if (!SELECTOR.test(selector)) {
      console.warn(`appearance.rules: ${selector} is not a selector that can be styled.`);
      continue;
    }
    addRule(selector, declarations);
  }
}

function addRule(selector: string, declarations: Readonly<Record<string, string>>): void {
  const rule = sheet.cssRules[sheet.insertRule(`${selector} {}`, sheet.cssRules.length)];
  if (!(rule instanceof CSSStyleRule)) return;
  for (const [property, value] of Object.entries(declarations)) {
    if (!PROPERTY.test(property) || !isHarmless(value)) {
      console.warn(`appearance.rules: ${property} of ${selector} cannot be set.`);
      continue;
    }
    rule.style.setProperty(
      property.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      value,
    );
  }
}

/** Nothing that loads something. */
function isHarmless(value: unknown): value is string {
  return typeof value === 'string' && !/url\s*\(|image-set|expression/i.test(value);
}
