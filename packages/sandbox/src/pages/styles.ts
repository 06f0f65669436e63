/** The looks of every page: system fonts, light and dark, one column on a phone and two on a desk, in both directions. */
export const STYLES = `
:root {
  color-scheme: light dark;
  --ground: #eef2f0; --card: #ffffff; --ink: #14211d; --soft: #55645e; --line: #d6dfda; --edge: #7f9089;
  --accent: #0b5d4b; --accent-deep: #084638; --on-accent: #ffffff; --tint: #e4f0ec;
  --sand: #f6e2b3; --sand-deep: #e2b860; --on-sand: #3b2c0a;
  --good: #14694f; --wait: #7a5200; --bad: #a2231b; --bad-tint: #fbeae8;
  --digits: ui-monospace, 'SF Mono', 'Cascadia Mono', 'Roboto Mono', 'Noto Sans Mono', Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0f1614; --card: #19221f; --ink: #e9f0ed; --soft: #a6b5af; --line: #2d3a36; --edge: #72847d;
    --accent: #82d6be; --accent-deep: #a8e6d4; --on-accent: #06251d; --tint: #1e302b;
    --sand: #3d3114; --sand-deep: #7b6223; --on-sand: #ffe9b8;
    --good: #7ddcb4; --wait: #f0c66a; --bad: #ff9f95; --bad-tint: #3a1f1c;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; min-height: 100dvh; font: 1rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; color: var(--ink); background: var(--ground); }
h1, h2, p, ul, dl, dd, fieldset, legend, table { margin: 0; padding: 0; }
ul { list-style: none; }
fieldset { border: 0; min-width: 0; }
a { color: var(--accent); text-underline-offset: .2em; }
a:hover { color: var(--accent-deep); }
h1 { font-size: 1.5rem; line-height: 1.25; text-wrap: balance; overflow-wrap: anywhere; }
h2, legend { font-size: 1.0625rem; font-weight: 650; }
p { text-wrap: pretty; }
/* The words are English whatever the direction: a full stop stays at their end. */
[dir=rtl] :is(main p, h1, h2, legend, .what) { unicode-bidi: plaintext; text-align: right; }
[dir=rtl] .notice { direction: ltr; }
[dir=rtl] .number .digits { text-align: right; }
code, .digits { font-family: var(--digits); font-size: .94em; font-variant-numeric: tabular-nums; }
.amount, .total, dd { font-variant-numeric: tabular-nums; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }

.notice { padding: .55rem 1rem; text-align: center; background: var(--sand); color: var(--on-sand); font-size: .9rem; border-block-end: 6px solid; border-image: repeating-linear-gradient(-45deg, var(--sand-deep) 0 10px, var(--sand) 10px 20px) 6; }
.notice strong { white-space: nowrap; }

main { margin-inline: auto; padding: 1.25rem 1rem 4rem; display: grid; gap: 1.25rem; }
.message { max-width: 36rem; }
.checkout { max-width: 30rem; }
.wide { max-width: 72rem; }
section { min-width: 0; }
@media (min-width: 58rem) {
  .checkout { max-width: 66rem; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); grid-template-rows: auto 1fr; column-gap: 3rem; padding-block-start: 2.5rem; }
  .checkout .panel { grid-column: 2; grid-row: 1 / span 2; align-self: start; }
  main.message { padding-block-start: 3rem; }
}

.back { margin-block-end: .75rem; font-size: .95rem; }
.back a { display: inline-flex; gap: .5rem; align-items: center; min-height: 2rem; }
.arrow { width: .5rem; height: .5rem; border: solid currentColor; border-width: 0 0 2px 2px; transform: rotate(45deg); }
[dir=rtl] .arrow { transform: rotate(-135deg); }

.slip { position: relative; background: var(--card); padding: 1.4rem 1.25rem 1.1rem; border-radius: 12px 12px 0 0; margin-block-end: 10px; }
.slip::after { content: ''; position: absolute; inset: 100% 0 auto; height: 10px; background: conic-gradient(from -45deg at bottom, var(--card) 90deg, transparent 0) 50% 0 / 20px 10px repeat-x; }
.slip h1 { font-size: .95rem; font-weight: 500; color: var(--soft); }
.total { font-size: clamp(2.1rem, 1.6rem + 2vw, 2.75rem); font-weight: 680; line-height: 1.15; letter-spacing: -.02em; margin-block: .1rem 1rem; }
.lines li { display: flex; gap: .9rem; align-items: center; padding-block: .7rem; border-block-start: 1px dashed var(--line); }
.lines img { flex: none; border-radius: 8px; object-fit: cover; background: var(--ground); }
.what { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.what small { display: block; color: var(--soft); font-size: .875rem; }
.sums { border-block-start: 1px dashed var(--line); padding-block-start: .6rem; }
.sums div { display: flex; gap: 1rem; justify-content: space-between; padding-block: .2rem; color: var(--soft); }
.sums div:last-child { color: var(--ink); font-weight: 650; padding-block-start: .5rem; }

.quantity { display: flex; flex-wrap: wrap; gap: .4rem .5rem; margin-block-start: .3rem; align-items: center; font-size: .9rem; }
.quantity input[type="number"] { width: 5.5rem; min-height: 2.75rem; }
.quantity .plain { width: auto; min-height: 2.75rem; padding-inline: .8rem; }
.quantity .problem { flex-basis: 100%; margin: 0; }
.promotion { display: grid; grid-template-columns: 1fr auto; gap: .4rem .6rem; align-items: center; margin-block-start: 1rem; padding-block-start: 1rem; border-block-start: 1px dashed var(--line); }
.promotion label { grid-column: 1 / -1; font-size: .9rem; }
.promotion .plain { width: auto; min-height: 2.9rem; }
.promotion .problem { grid-column: 1 / -1; margin: 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.panel, .test-data { background: var(--card); border-radius: 12px; padding: 1.4rem 1.25rem; }
@media (min-width: 30rem) { .panel, .slip, .test-data { padding-inline: 1.75rem; } }
form > h2, form > fieldset { margin-block: 1.75rem .35rem; }
form > h2:first-child { margin-block-start: 0; }
.field { margin-block-start: .8rem; }
.field label { display: block; font-size: .9rem; margin-block-end: .3rem; }
input:not([type=radio], [type=checkbox]), select { width: 100%; min-height: 2.9rem; padding: .55rem .8rem; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--edge); border-radius: 8px; }
input.digits { font-family: var(--digits); letter-spacing: .02em; }
[dir=rtl] input.digits { text-align: end; }
input::placeholder { color: var(--soft); opacity: .75; }
input[readonly] { background: var(--ground); color: var(--soft); }
input:focus-visible, select:focus-visible { outline-offset: 0; border-color: var(--accent); }
[aria-invalid=true] { border-color: var(--bad); box-shadow: 0 0 0 1px var(--bad); }
input[type=radio], input[type=checkbox] { flex: none; width: 1.15rem; height: 1.15rem; margin: 0; accent-color: var(--accent); }
.choice { display: flex; gap: .7rem; align-items: center; min-height: 2.9rem; cursor: pointer; }
.choice .amount { margin-inline-start: auto; color: var(--soft); }
.terms { margin-block-start: 1rem; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); column-gap: .8rem; }

fieldset > .choice, .method { border: 1px solid var(--line); padding-inline: .9rem; margin-block-start: -1px; }
legend { margin-block-end: .6rem; }
fieldset > :is(.choice, .method):first-of-type { border-start-start-radius: 10px; border-start-end-radius: 10px; }
fieldset > :is(.choice, .method):last-of-type { border-end-start-radius: 10px; border-end-end-radius: 10px; }
.method .choice { font-weight: 600; }
.method:has(> label :checked) { background: color-mix(in srgb, var(--tint) 45%, transparent); }
.method .details { padding-block-end: 1.1rem; }
.details > .field:first-child { margin-block-start: 0; }
.method:not(:has(> label :checked)) .details { display: none; }
.method:only-of-type { border: 0; padding: 0; background: none; }
.method:only-of-type > .choice { display: none; }
.note { font-size: .9rem; color: var(--soft); margin-block-start: .6rem; }

button { font: inherit; cursor: pointer; }
.pay, .plain { width: 100%; min-height: 3.1rem; padding: .6rem 1rem; border-radius: 10px; font-weight: 650; }
.pay { margin-block-start: 1.5rem; border: 1px solid var(--accent); color: var(--on-accent); background: var(--accent); }
.pay:hover { background: var(--accent-deep); border-color: var(--accent-deep); }
.plain { border: 1px solid var(--edge); color: var(--ink); background: transparent; }
.plain:hover { background: var(--tint); }
.answers { display: grid; gap: .75rem; margin-block-start: 1.25rem; }
.answers .pay { margin: 0; }
.problem { margin-block-end: 1.25rem; padding: .75rem .9rem; border-radius: 8px; border-inline-start: 4px solid var(--bad); background: var(--bad-tint); color: var(--bad); font-weight: 600; }

.test-data { align-self: start; background: transparent; border: 2px dashed var(--sand-deep); }
.test-data > p { color: var(--soft); font-size: .9rem; margin-block: .2rem .6rem; }
.number { display: block; width: 100%; min-height: 2.75rem; padding: .55rem .6rem; border: 0; border-radius: 8px; text-align: start; color: inherit; background: transparent; }
.number:hover { background: var(--tint); }
.number .digits { display: block; font-weight: 600; white-space: nowrap; }
.numbers { margin-inline: -.6rem; }
.does { font-size: .9rem; color: var(--soft); }
.does::before { content: ''; display: inline-block; width: .55rem; height: .55rem; margin-inline-end: .45rem; border-radius: 50%; background: currentColor; }
.does.yes::before { color: var(--good); }
.does.ask::before { color: var(--wait); border-radius: 1px; transform: rotate(45deg); }
.does.no::before { color: var(--bad); border-radius: 1px; }
.checkout:has(.panel [name=paymentMethod]:checked:not([value=card])) .for-card,
.checkout:has([value=card]:checked) .for-bank { display: none; }
summary { cursor: pointer; min-height: 2.75rem; padding-block: .6rem; color: var(--accent); font-size: .95rem; }
.eyebrow { color: var(--soft); font-size: .9rem; }
section.message > * + * { margin-block-start: .75rem; }

.soft, .count { color: var(--soft); font-weight: 400; }
.count { font-size: .9rem; margin-inline-start: .35rem; }
.intro > * + * { margin-block-start: .75rem; }
.intro code { overflow-wrap: anywhere; }
.addresses li { display: flex; flex-wrap: wrap; gap: 0 .9rem; padding-block: .3rem; border-block-start: 1px dashed var(--edge); }
.addresses li:last-child { border-block-end: 1px dashed var(--edge); }
.addresses code { font-weight: 600; min-width: min(20rem, 100%); }
.addresses span { color: var(--soft); }
.panel h2 + .table, .panel h2 + .soft { margin-block-start: .6rem; }
.table { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
th, td { padding: .5rem .9rem .5rem 0; text-align: start; vertical-align: baseline; white-space: nowrap; }
[dir=rtl] :is(th, td) { padding-inline: 0 .9rem; }
thead th { font-size: .875rem; font-weight: 500; color: var(--soft); }
tbody :is(th, td) { border-block-start: 1px solid var(--line); }
tbody th { font-weight: 500; }
td.figure { font-variant-numeric: tabular-nums; }
td small { color: var(--soft); }
.state { font-weight: 600; }
.state::before { content: ''; display: inline-block; width: .55rem; height: .55rem; margin-inline-end: .4rem; border-radius: 50%; background: currentColor; }
.state.yes { color: var(--good); }
.state.wait { color: var(--wait); }
.state.no { color: var(--bad); }
.state.no::before { border-radius: 1px; }
pre { overflow-x: auto; margin: 1rem 0 0; font: .875rem/1.5 var(--digits); }
.receipt { max-width: 36rem; }
.receipt .message { max-width: none; }
@media (min-width: 58rem) {
  .receipt { max-width: 66rem; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); column-gap: 2rem; padding-block-start: 2.5rem; align-items: start; }
  .receipt .told { grid-column: 1 / -1; }
}
`;
