/** The lint rules that hold the house together, each shown to bite. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
let house = '';

beforeAll(async () => {
  house = await mkdtemp(path.join(os.tmpdir(), 'stripe-cart-lint-'));
  await cp(path.join(ROOT, '.oxlintrc.json'), path.join(house, '.oxlintrc.json'));
  await symlink(path.join(ROOT, 'node_modules'), path.join(house, 'node_modules'), 'junction');
});

afterAll(() => rm(house, { recursive: true, force: true }));

it.each([
  ['packages/contract/src/a.ts', "import '@stripe-cart/proxy';"],
  ['packages/widget/src/a.ts', "import '@stripe-cart/proxy';"],
  ['packages/widget/src/a.ts', "import { parseOrderReply } from '@stripe-cart/contract/parse'; parseOrderReply(1);"],
  ['packages/widget/src/a.ts', "import '@stripe-cart/sandbox';"],
  ['packages/proxy/src/a.ts', "import '@stripe-cart/widget';"],
  ['packages/proxy/src/a.ts', "import '@stripe-cart/sandbox';"],
  ['packages/cli/src/a.ts', "import '@stripe-cart/sandbox';"],
  ['packages/sandbox/src/a.ts', "import '@stripe-cart/contract';"],
  ['demo/serve/a.ts', "import '../../packages/proxy/src/app.js';"],
  ['packages/bench/src/a.ts', "import '../../proxy/src/app.js';"],
])('an arrow the wrong way is refused: %s, %s', async (file, text) => {
  expect(await lint(file, text)).toContain('no-restricted-imports');
});

it.each([
  ['packages/widget/src/a.ts', "import '@stripe-cart/contract';"],
  ['packages/proxy/src/a.ts', "import '@stripe-cart/contract/parse';"],
  ['packages/proxy/src/a.test.ts', "import '@stripe-cart/sandbox';"],
  ['packages/cli/src/a.ts', "import '@stripe-cart/proxy';"],
])('an arrow the right way is not: %s, %s', async (file, text) => {
  expect(await lint(file, text)).not.toContain('no-restricted-imports');
});

it.each([
  [
    'a quotation mark in the name of an attribute',
    `import { html } from 'lit'; export const view = html\`<p a"b></p>\`;`,
    'no-invalid-html',
  ],
  [
    'a binding in a tag name',
    "import { html } from 'lit'; export const view = (t: string) => html`<${t}></p>`;",
    'binding-positions',
  ],
  [
    'one attribute bound twice',
    "import { html } from 'lit'; export const view = html`<p a=${1} a=${2}></p>`;",
    'no-duplicate-template-bindings',
  ],
])('templates are looked into: %s', async (_what, text, rule) => {
  expect(await lint('packages/widget/src/view.ts', text)).toContain(rule);
});

/** What the linter prints of one file at one place in the house. */
async function lint(file: string, text: string): Promise<string> {
  const place = path.join(house, file);
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, `${text}\n`);
  return new Promise((resolve) => {
    execFile(path.join(ROOT, 'node_modules/.bin/oxlint'), [file], { cwd: house }, (_error, stdout, stderr) => {
      resolve(stdout + stderr);
    });
  });
}
