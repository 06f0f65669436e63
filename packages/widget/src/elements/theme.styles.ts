import { css } from 'lit';

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
    --_muted: color-mix(in srgb, var(--_text) 70%, var(--_surface));
    --_line: color-mix(in srgb, var(--_text) 16%, var(--_surface));
    --_tint: color-mix(in srgb, var(--_text) 6%, var(--_surface));
    color: var(--_text);
    font: var(--stripe-cart-font, 400 1rem/1.5 system-ui, sans-serif);
  }
  :host([hidden]) {
    display: none !important;
  }
  *,
  ::before {
    box-sizing: border-box;
  }
  h2,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  h2 {
    font-size: 1.25rem;
    line-height: 1.3;
    font-weight: 600;
  }
  button,
  .link {
    font: inherit;
    color: inherit;
    min-height: 44px;
    min-width: 44px;
    padding: 0 0.9em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    cursor: pointer;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    text-decoration: none;
  }
  button:hover {
    background: var(--_tint);
  }
  .primary {
    inline-size: 100%;
    min-height: 52px;
    font-weight: 600;
    color: var(--_on-accent);
    background: var(--_accent);
    border-color: transparent;
  }
  .primary:hover {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_on-accent));
  }
  .quiet {
    border-color: transparent;
    background: none;
    padding: 0 0.5em;
    color: var(--_muted);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  [aria-disabled='true'] {
    opacity: 0.65;
    cursor: default;
  }
  :focus-visible {
    outline: 3px solid color-mix(in srgb, var(--_accent) 70%, transparent);
    outline-offset: 2px;
  }
  .note {
    color: var(--_muted);
    font-size: 0.875rem;
  }
  .notice {
    padding: 0.75rem 1rem;
    border-radius: var(--_radius);
    background: var(--_tint);
    border-inline-start: 4px solid var(--_accent);
    display: grid;
    gap: 0.5rem;
  }
  .row {
    display: flex;
    gap: 0.75rem;
    align-items: center;
    justify-content: space-between;
  }
  .total {
    font-weight: 600;
    font-size: 1.125rem;
  }
  .amount {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    button,
    .notice {
      border: 1px solid ButtonBorder;
    }
    .primary {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
    }
  }
`;
