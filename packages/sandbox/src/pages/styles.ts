import { Html } from './markup.js';

/** The payment page's looks: system fonts, light and dark, one column on a phone and two on a desk. */
export const STYLES = new Html(`
:root { color-scheme: light dark; --ink: #1a2233; --soft: #5b6475; --line: #d5dae3; --card: #fff; --ground: #f3f5f9; --accent: #3d4bd8; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceff6; --soft: #a4adbf; --line: #3a4356; --card: #1b2130; --ground: #10141e; --accent: #8a94ff; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
.notice { margin: 0; padding: .6rem 1rem; text-align: center; background: #ffd75e; color: #33290a; font-size: .9rem; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; display: grid; gap: 1.5rem; }
@media (min-width: 50rem) { main { grid-template-columns: 1fr 1fr; padding-top: 3rem; } }
section { min-width: 0; }
h1 { font-size: 1rem; font-weight: 500; color: var(--soft); margin: 0; }
h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
.panel form > h2:first-child, .message h2 { margin-top: 0; }
.sums div:last-child { font-weight: 600; }
.total { font-size: 2.2rem; font-weight: 650; margin: 0 0 1rem; }
ul, dl { list-style: none; margin: 0; padding: 0; }
.lines li, .sums div { display: flex; gap: 1rem; justify-content: space-between; padding: .5rem 0; border-top: 1px solid var(--line); }
.lines span { overflow-wrap: anywhere; }
.lines small { display: block; color: var(--soft); }
dd { margin: 0; }
.panel { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.25rem; }
label { display: block; font-size: .9rem; margin: .75rem 0 .25rem; }
input:not([type=radio], [type=checkbox]), select { width: 100%; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 8px; padding: .6rem .7rem; min-height: 2.75rem; }
select option { color: #1a2233; }
.choice { display: flex; gap: .6rem; align-items: baseline; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; }
button { width: 100%; margin-top: 1.25rem; min-height: 3rem; border: 0; border-radius: 8px; font: inherit; font-weight: 600; color: #fff; background: #3d4bd8; cursor: pointer; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.problem { color: var(--bad); font-weight: 600; }
.message { grid-column: 1 / -1; max-width: 34rem; margin: 0 auto; }
details { margin-top: 1.25rem; font-size: .9rem; color: var(--soft); }
code { font-size: .95em; }
`);
