import { css } from './css.js';

export const cartStyles = css`
  :host([layout='inline']) {
    display: block !important;
  }
  :host([opener='floating']),
  .toast {
    position: fixed;
    inset-block-end: 1rem;
    inset-inline-end: 1rem;
    z-index: 2147483000;
  }
  :host([opener='floating']) .opener {
    min-block-size: 56px;
    border-radius: 28px;
    color: var(--_on-accent);
    background: var(--_accent);
  }
  .toast {
    inset-block-end: 5.5rem;
    padding: 0.25rem 0.25rem 0.25rem 1rem;
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  dialog {
    color: inherit;
    background: var(--_surface);
    border: 0;
    padding: 0;
    margin-inline-start: auto;
    inline-size: min(100vw, 440px);
    max-inline-size: none;
    block-size: 100dvh;
    max-block-size: none;
  }
  dialog,
  .toast,
  :host([opener='floating']) .opener {
    box-shadow: 0 4px 24px #0004;
  }
  dialog::backdrop {
    background: #0a0c1080;
  }
  @media (prefers-reduced-motion: no-preference) {
    dialog,
    .toast {
      animation: arrive 0.2s ease-out;
    }
    @keyframes arrive {
      from {
        opacity: 0;
        translate: 0 12px;
      }
    }
  }
  .panel {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  .head,
  .foot,
  .body {
    padding: 0.75rem 1.25rem;
  }
  .foot {
    border-block-start: 1px solid var(--_line);
    padding-block-end: max(1rem, env(safe-area-inset-bottom));
  }
  .body {
    flex: 1;
    overflow-y: auto;
    padding-block-start: 0;
  }
  /* Where a window is too short for the lines above the total, all of it scrolls. */
  @media (max-height: 30rem) {
    .panel {
      block-size: auto;
    }
    .body {
      overflow: visible;
    }
  }
  .body > button {
    margin-block-start: 1rem;
  }
  .empty {
    text-align: center;
    padding-block: 3rem;
  }
  .line {
    display: grid;
    grid-template-columns: 72px 1fr auto;
    gap: 0.25rem 1rem;
    padding-block: 1rem;
    border-block-end: 1px solid var(--_line);
    overflow-wrap: anywhere;
    content-visibility: auto;
    contain-intrinsic-size: auto 130px;
  }
  .line:last-child {
    border: 0;
  }
  .picture {
    grid-row: span 3;
    inline-size: 72px;
    block-size: 72px;
    border-radius: var(--_radius);
    background: var(--_tint);
    object-fit: cover;
  }
  .name {
    font-weight: 600;
    color: inherit;
    text-decoration: none;
  }
  .line > div {
    grid-column: 2 / 4;
  }
  .stepper {
    display: inline-flex;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .stepper > * {
    border: 0;
    background: none;
    padding: 0;
  }
  input {
    font: inherit;
    color: inherit;
    inline-size: 4ch;
    text-align: center;
  }
  button:disabled {
    opacity: 0.35;
  }
`;
