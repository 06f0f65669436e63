import type { Answers, Runtime } from './answers.js';

/**
 * What to do now: the one tag to paste, and the way from the folder to a proxy that runs.
 * @param folder as it is reached from here
 */
export function nextSteps(answers: Answers, folder: string, isExampleCatalog: boolean): string {
  const { proxy, runtime, shop, thanks } = answers;
  return `
Paste this into the <head> of your pages:

  <script type="module" src="${proxy}/stripe-cart.js"></script>

mark what is for sale, by the ids in catalog.json:

  <button data-cart-add="${isExampleCatalog ? 'example' : 'ID'}">Add to cart</button>

and put this, with the same script, into ${thanks}:

  <stripe-cart-return></stripe-cart-return>

Then:
${numbered([
  ...(isExampleCatalog
    ? [`Put what you sell into ${folder}/catalog.json. npx stripe-cart catalog can read it from your pages.`]
    : []),
  `cd ${folder} && npm install`,
  'npm run dev                                  the shop on this machine; no key needed, no money moves',
  ...DEPLOY[runtime],
  `npx stripe-cart doctor ${proxy} --page ${shop}/   looks whether everything is in place`,
])}`;
}

/** Cloudflare shows a secret to nobody, and so do other hosts. */
const KEEP_IT =
  'Keep it where you\n     keep passwords: no host shows it again, and `links` and `invoice-link` need this very secret.';

const DEPLOY: Readonly<Record<Runtime, readonly string[]>> = {
  workers: [
    'npx wrangler secret put STRIPE_SECRET_KEY    from the Dashboard → Developers → API keys; best a restricted key',
    `openssl rand -base64 32                      makes the proxy’s token secret. ${KEEP_IT}`,
    'npx wrangler secret put CART_TOKEN_SECRET    paste it',
    'npx wrangler deploy',
  ],
  node: [
    'Set STRIPE_SECRET_KEY (Dashboard → Developers → API keys; best a restricted key) where the proxy will run.',
    `openssl rand -base64 32                      makes CART_TOKEN_SECRET; set it there too. ${KEEP_IT}`,
    'npm start                                    behind a web server with TLS',
  ],
};

const numbered = (steps: readonly string[]) => steps.map((step, index) => `  ${index + 1}. ${step}`).join('\n');
