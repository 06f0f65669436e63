/** How the frames look: our own, quiet, made of the variables that a page may set. https://docs.stripe.com/elements/appearance-api */
export const FRAME_STYLES = `
:root {
  color-scheme: light;
  --fontFamily: system-ui, -apple-system, 'Segoe UI', sans-serif;
  --fontSizeBase: 16px;
  --spacingUnit: 4px;
  --borderRadius: 10px;
  --colorPrimary: #1f6f5c;
  --colorBackground: #ffffff;
  --colorText: #1c2522;
  --colorDanger: #b3261e;
  --colorTextSecondary: #56625d;
  --colorTextPlaceholder: #8b9691;
  --line: color-mix(in srgb, var(--colorText) 24%, var(--colorBackground));
  --soft: color-mix(in srgb, var(--colorText) 5%, var(--colorBackground));
}
:root[data-theme='night'] {
  color-scheme: dark;
  --colorPrimary: #7fd1b9;
  --colorBackground: #1d2422;
  --colorText: #eef3f1;
  --colorDanger: #ff9b91;
  --colorTextSecondary: #a9b5b0;
  --colorTextPlaceholder: #7c8984;
}
:root[data-theme='flat'] { --borderRadius: 4px; --line: transparent; --input: var(--soft); }
* { box-sizing: border-box; }
html { background: transparent; font-size: var(--fontSizeBase); }
body { margin: 0; padding: 3px; font: 1em/1.45 var(--fontFamily); color: var(--colorText); background: transparent; -webkit-text-size-adjust: 100%; }
[hidden] { display: none !important; }
p, ul { margin: 0; padding: 0; }
/* The words are English in a frame that is laid out from right to left, too: each keeps its full stop at its end. */
[dir='rtl'] body { text-align: right; }
[dir='rtl'] :is(p, label, h1, button, summary, code, span) { unicode-bidi: plaintext; }
[dir='rtl'] .Example { text-align: right; }
button, input, select { font: inherit; color: inherit; }
.Sandbox { margin-block-end: calc(var(--spacingUnit) * 2); padding: var(--spacingUnit) calc(var(--spacingUnit) * 2); border-inline-start: 3px solid #e0a800; background: color-mix(in srgb, #e0a800 14%, var(--colorBackground)); font-size: .8em; }
.Form { display: grid; gap: var(--gridRowSpacing, calc(var(--spacingUnit) * 3)) var(--gridColumnSpacing, calc(var(--spacingUnit) * 3)); }
.Pair { display: grid; grid-template-columns: 1fr 1fr; gap: var(--gridRowSpacing, calc(var(--spacingUnit) * 3)) var(--gridColumnSpacing, calc(var(--spacingUnit) * 3)); align-items: start; row-gap: 0; }
.Pair > .Field { display: grid; grid-row: span 3; grid-template-rows: subgrid; }
.Pair > .Field > .Label { align-self: end; }
@media (max-width: 260px) { .Pair { grid-template-columns: 1fr; } }
.Field { min-width: 0; }
.Label { display: block; margin-block-end: var(--labelSpacing, var(--spacingUnit)); font-size: var(--labelFontSize, .9em); font-weight: var(--labelFontWeight, var(--fontWeightNormal, 400)); color: var(--labelColorText, var(--colorText)); }
.Input { inline-size: 100%; min-block-size: 44px; padding: calc(var(--spacingUnit) * 2) calc(var(--spacingUnit) * 3); border: 1px solid var(--inputColorBorder, var(--line)); border-radius: var(--borderRadius); background: var(--input, var(--colorBackground)); box-shadow: var(--inputBoxShadow, none); text-align: start; }
.Input::placeholder { color: var(--colorTextPlaceholder); opacity: 1; }
.Input:focus { border-color: var(--inputFocusColorBorder, var(--colorPrimary)); outline: var(--focusOutline, 2px solid var(--colorPrimary)); outline-offset: 0; box-shadow: var(--inputFocusBoxShadow, var(--focusBoxShadow, none)); }
.Input--invalid { border-color: var(--colorDanger); color: var(--colorDanger); }
.Error { color: var(--colorDanger); font-size: .85em; }
.Error:not(:empty) { margin-block-start: var(--spacingUnit); }
.Note { color: var(--colorTextSecondary); font-size: .9em; }
.Accordion { display: grid; gap: var(--accordionItemSpacing, calc(var(--spacingUnit) * 2)); }
.AccordionItem:not(:only-child) { padding: calc(var(--spacingUnit) * 3); border: 1px solid var(--line); border-radius: var(--borderRadius); background: var(--colorBackground); }
.AccordionItem--selected:not(:only-child) { border-color: var(--colorPrimary); }
.Method { display: flex; gap: calc(var(--spacingUnit) * 2); align-items: center; min-block-size: 28px; cursor: pointer; }
.Method input { accent-color: var(--colorPrimary); inline-size: 1.1em; block-size: 1.1em; margin: 0; }
.AccordionItem--selected .Method { font-weight: var(--accordionItemLabelSelectedFontWeight, var(--fontWeightMedium, 600)); }
.Method + .Form { margin-block-start: calc(var(--spacingUnit) * 3); }
.Examples { font-size: .85em; color: var(--colorTextSecondary); }
.Examples summary { cursor: pointer; padding-block: var(--spacingUnit); }
.Examples ul { display: grid; gap: 2px; list-style: none; }
.Example { display: flex; flex-wrap: wrap; gap: 0 calc(var(--spacingUnit) * 2); inline-size: 100%; padding: var(--spacingUnit) calc(var(--spacingUnit) * 2); border: 0; border-radius: calc(var(--borderRadius) / 2); background: var(--soft); text-align: start; cursor: pointer; }
.Example code { direction: ltr; }
.Button { inline-size: 100%; min-block-size: 44px; padding: calc(var(--spacingUnit) * 2) calc(var(--spacingUnit) * 4); border: 1px solid var(--line); border-radius: var(--buttonBorderRadius, var(--borderRadius)); background: var(--colorBackground); cursor: pointer; }
.Button--primary { border-color: transparent; background: var(--buttonColorBackground, var(--colorPrimary)); color: var(--buttonColorText, var(--accessibleColorOnColorPrimary, var(--colorBackground))); font-weight: var(--fontWeightMedium, 600); }
.Button:disabled { opacity: .6; cursor: default; }
.Wallet { display: grid; gap: calc(var(--spacingUnit) * 2); }
summary:focus-visible, button:focus-visible, .Method input:focus-visible { outline: 2px solid var(--colorPrimary); outline-offset: 2px; }
[data-frame='challenge'], [data-frame='voucher'] { padding: 0; }
.Number { direction: ltr; overflow-wrap: anywhere; }
.Backdrop { position: fixed; inset: 0; display: grid; place-items: center; padding: 16px; overflow: auto; background: rgb(10 16 14 / 55%); }
.Dialog { display: grid; gap: calc(var(--spacingUnit) * 3); inline-size: min(100%, 26rem); padding: calc(var(--spacingUnit) * 6); border-radius: calc(var(--borderRadius) * 1.4); background: var(--colorBackground); box-shadow: 0 18px 60px rgb(0 0 0 / 35%); }
.Dialog h1 { margin: 0; font-size: 1.25em; }
@media (prefers-reduced-motion: no-preference) { :root:not([data-still]) .Input { transition: border-color .12s; } }
@media (forced-colors: active) { .Input--invalid { border-width: 2px; } }
`;
