import { css } from '../../elements/css.js';
import { theme } from '../../elements/theme.styles.js';

export const stepStyles =
  theme +
  css`
    :host,
    ::slotted(*) {
      display: block !important;
    }
    section,
    fieldset,
    dl {
      display: grid;
      gap: 0.75rem;
      margin-block: 0.75rem;
      min-inline-size: 0;
      border: 0;
      padding: 0;
    }
    .notice:empty {
      display: none;
    }
    h3,
    legend {
      font-size: 1rem;
    }
    label.row {
      min-block-size: 44px;
      justify-content: start;
    }
    label .amount {
      margin-inline-start: auto;
    }
    .field {
      inline-size: 100%;
      cursor: text;
    }
    .link {
      padding: 0;
      text-decoration: underline;
    }
    [part='pay'] {
      inline-size: 100%;
      margin-block: 0.75rem;
    }
  `;

/**
 * For the drawer while its buyer pays, and for no other. It is not modal then, since the browser would lay it over
 * everything that Stripe.js adds to the page: a bank's challenge, Link, a wallet's sheet. Their z-index is higher.
 */
export const drawerStyles = css`
  dialog:not(:modal) {
    position: fixed;
    inset: 0;
    z-index: 2147483000;
    animation: none;
  }
  /* Part of the drawer, and so a press on it is one beside the cart, and none on the page below. */
  dialog:not(:modal)::before {
    content: '';
    position: fixed;
    inset: 0;
    z-index: -1;
    background: #0a0c1080;
  }
  dialog:not(:modal) .panel {
    background: var(--_surface);
  }
`;
