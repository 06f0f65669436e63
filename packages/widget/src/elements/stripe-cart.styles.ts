import { css } from 'lit';

export const cartStyles = css`
  :host {
    display: inline-block !important;
  }
  :host([layout='inline']) {
    display: block !important;
  }
  :host([opener='floating']) {
    position: fixed;
    inset-block-end: max(1rem, env(safe-area-inset-bottom));
    inset-inline-end: max(1rem, env(safe-area-inset-right));
    z-index: 2147483000;
  }
  :host([opener='floating']) .opener {
    min-height: 56px;
    min-width: 56px;
    border-radius: 28px;
    color: var(--_on-accent);
    background: var(--_accent);
    border-color: transparent;
    box-shadow: 0 4px 16px rgb(0 0 0 / 25%);
  }
  .opener svg {
    inline-size: 1.4em;
    block-size: 1.4em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  dialog {
    color: inherit;
    background: var(--_surface);
    border: 0;
    padding: 0;
    margin: 0;
    margin-inline-start: auto;
    inline-size: min(100vw, 440px);
    max-inline-size: none;
    block-size: 100dvh;
    max-block-size: none;
    box-shadow: 0 0 40px rgb(0 0 0 / 25%);
  }
  dialog::backdrop {
    background: rgb(10 12 16 / 50%);
  }
  @media (prefers-reduced-motion: no-preference) {
    dialog[open],
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
  header,
  footer {
    padding: 0.75rem 1.25rem;
  }
  footer {
    display: grid;
    gap: 0.5rem;
    border-block-start: 1px solid var(--_line);
    padding-block-end: max(1rem, env(safe-area-inset-bottom));
  }
  .body {
    flex: 1;
    overflow-y: auto;
    padding: 0 1.25rem 1rem;
    display: grid;
    gap: 1rem;
    align-content: start;
  }
  :host([layout='inline']) :is(header, footer, .body) {
    padding-inline: 0;
  }
  .empty {
    text-align: center;
    padding-block: 3rem;
    color: var(--_muted);
  }
  ul {
    list-style: none;
  }
  .line {
    display: grid;
    grid-template-columns: 72px 1fr auto;
    gap: 0.25rem 1rem;
    padding-block: 1rem;
    border-block-end: 1px solid var(--_line);
    content-visibility: auto;
    contain-intrinsic-size: auto 130px;
  }
  .picture {
    grid-row: span 3;
    inline-size: 72px;
    block-size: 72px;
    border-radius: calc(var(--_radius) * 0.8);
    background: var(--_tint);
    object-fit: cover;
  }
  .name {
    font-weight: 600;
    overflow-wrap: anywhere;
    color: inherit;
    text-decoration: none;
  }
  .facts {
    grid-column: 2 / 4;
    overflow-wrap: anywhere;
  }
  .controls {
    grid-column: 2 / 4;
  }
  .stepper {
    display: inline-flex;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .stepper button,
  .stepper input {
    border: 0;
    background: none;
    padding: 0;
  }
  .stepper input {
    font: inherit;
    color: inherit;
    inline-size: 3.5ch;
    text-align: center;
    appearance: textfield;
    font-variant-numeric: tabular-nums;
  }
  input::-webkit-inner-spin-button {
    appearance: none;
    margin: 0;
  }
  select {
    font: inherit;
    color: inherit;
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    min-height: 44px;
    padding-inline: 0.5em;
  }
  .badge {
    font-size: 0.8125rem;
    text-align: center;
    padding: 0.25rem;
    border-radius: var(--_radius);
    background: light-dark(#fff3d6, #4a3a10);
    color: light-dark(#5c4300, #ffe9b0);
  }
  .toast {
    position: fixed;
    inset-block-end: 5.5rem;
    inset-inline-end: 1rem;
    max-inline-size: min(22rem, calc(100vw - 2rem));
    z-index: 2147483000;
    padding: 0.25rem 0.25rem 0.25rem 1rem;
    border-radius: var(--_radius);
    background: var(--_surface);
    border: 1px solid var(--_line);
    box-shadow: 0 6px 24px rgb(0 0 0 / 25%);
  }
`;
