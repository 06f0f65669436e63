import { css } from './css.js';

/**
 * The look all elements share. Six custom properties of the page's own choosing; everything else follows from them.
 * Light or dark is the page's decision too: its `color-scheme` is inherited.
 */
export const theme = css`
  :host {
    --_accent: var(--stripe-cart-accent, light-dark(#1f2a44, #dfe6ff));
    --_on-accent: var(--stripe-cart-on-accent, light-dark(#fff, #14181f));
    --_surface: var(--stripe-cart-surface, light-dark(#fff, #16191f));
    --_text: var(--stripe-cart-text, light-dark(#1a1d23, #eceef2));
    --_radius: var(--stripe-cart-radius, 10px);
    --_line: color-mix(in srgb, var(--_text) 16%, var(--_surface));
    --_tint: color-mix(in srgb, var(--_text) 6%, var(--_surface));
    display: inline-block !important;
    color: var(--_text);
    font: var(--stripe-cart-font, 400 1rem/1.5 system-ui, sans-serif);
  }
  :host(:dir(rtl)) {
    text-align: right;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  /* Each text in its own order, on the page's side: a sentence that begins with an amount is not turned round. */
  * {
    box-sizing: border-box;
    margin: 0;
    unicode-bidi: plaintext;
  }
  ul {
    list-style: none;
    padding: 0;
  }
  h2 {
    font-size: 1.25rem;
    line-height: 1.3;
  }
  section,
  .foot,
  .notice {
    display: grid;
    gap: 0.75rem;
  }
  .row {
    display: flex;
    gap: 0.75rem;
    align-items: center;
    justify-content: space-between;
  }
  li.row {
    align-items: start;
  }
  .actions {
    justify-content: start;
    flex-wrap: wrap;
    margin-block-start: 1rem;
  }
  .total {
    font-weight: 600;
    font-size: 1.125rem;
  }
  .note {
    color: color-mix(in srgb, var(--_text) 72%, var(--_surface));
    font-size: 0.875rem;
  }
  .notice {
    padding: 0.75rem 1rem;
    border-radius: var(--_radius);
    background: var(--_tint);
  }
  .badge {
    padding: 0.25rem;
    border-radius: var(--_radius);
    text-align: center;
    font-size: 0.8125rem;
    background: light-dark(#fff3d6, #4a3a10);
    color: light-dark(#5c4300, #ffe9b0);
  }
  button,
  select,
  .field,
  .primary {
    font: inherit;
    color: inherit;
    min-block-size: 44px;
    min-inline-size: 44px;
    padding-inline: 0.9em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    cursor: pointer;
  }
  button:hover {
    background: var(--_tint);
  }
  .primary {
    display: grid;
    place-content: center;
    min-block-size: 52px;
    font-weight: 600;
    text-decoration: none;
  }
  .primary,
  .primary:hover {
    border-color: #0000;
    color: var(--_on-accent);
    background: var(--_accent);
  }
  .quiet {
    border-color: #0000;
    background: none;
    padding-inline: 0.75em;
    margin-inline-end: -0.75em;
  }
  h2:focus {
    outline: 0;
  }
  [aria-disabled='true'] {
    opacity: 0.65;
    cursor: default;
  }
  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  svg {
    inline-size: 1.4em;
    vertical-align: middle;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
`;
