// Writes src/elements/browser/uncovered-members.ts: a stub for every member of Stripe.js that the stand-in does not
// have, from the declaration files of the pinned @stripe/stripe-js. A test fails when the two are out of step.
// Run: `node build/uncovered-members.mjs`
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const TARGET = 'src/elements/browser/uncovered-members.ts';
const PACKAGE = 'node_modules/@stripe/stripe-js';

/** What the stand-in has of its own; everything else the declarations name becomes a stub. */
const PARTS = [
  {
    name: 'UNCOVERED_STRIPE',
    says: 'stripe',
    file: 'stripe.d.ts',
    start: 'export interface Stripe {',
    covered: [
      'elements',
      'confirmPayment',
      'handleNextAction',
      'createConfirmationToken',
      'retrievePaymentIntent',
      'initCheckoutElementsSdk',
      'createEmbeddedCheckoutPage',
      'registerAppInfo',
    ],
  },
  {
    name: 'UNCOVERED_CHECKOUT',
    says: 'checkout',
    file: 'checkout.d.ts',
    start: 'export interface StripeCheckoutElementsSdk {',
    covered: [
      'on',
      'loadActions',
      'changeAppearance',
      'loadFonts',
      'getPaymentElement',
      'getBillingAddressElement',
      'getShippingAddressElement',
      'getExpressCheckoutElement',
      'getContactDetailsElement',
      'createPaymentElement',
      'createBillingAddressElement',
      'createShippingAddressElement',
      'createExpressCheckoutElement',
      'createContactDetailsElement',
    ],
  },
  {
    name: 'UNCOVERED_ACTIONS',
    says: 'actions',
    file: 'checkout.d.ts',
    start: 'export type StripeCheckoutLoadActionsSuccess = {',
    covered: [
      'applyPromotionCode',
      'removePromotionCode',
      'updateShippingAddress',
      'updateBillingAddress',
      'updatePhoneNumber',
      'updateEmail',
      'updateShippingOption',
      'confirm',
      'getSession',
      'runServerUpdate',
      'validateElements',
    ],
  },
];

/** The names of a declaration's members, in its order, each once however many overloads it has. */
function membersOf({ file, start }) {
  const text = readFileSync(at(`${PACKAGE}/dist/stripe-js/${file}`), 'utf8');
  const begin = text.indexOf(start);
  if (begin < 0) throw new Error(`${file} has no “${start}” any more.`);
  const body = text.slice(begin + start.length, text.indexOf('\n}', begin));
  return [...new Set([...body.matchAll(/^ {2}(\w+)\??[(:<]/gm)].map(([, name]) => name))];
}

/** The generated module, for the pinned version. */
export function uncoveredMembers() {
  const { version } = JSON.parse(readFileSync(at(`${PACKAGE}/package.json`), 'utf8'));
  const parts = PARTS.map((part) => {
    const members = membersOf(part);
    const gone = part.covered.filter((name) => !members.includes(name));
    if (gone.length > 0) throw new Error(`${part.file} ${version} no longer has ${gone.join(', ')}.`);
    const stubs = members
      .filter((name) => !part.covered.includes(name))
      .map((name) => `  ${name}: () => notCovered('${part.says}.${name}'),`);
    return [`export const ${part.name} = {`, ...stubs, '};'].join('\n');
  });
  return [
    `// Written by build/uncovered-members.mjs from @stripe/stripe-js ${version}. Not edited.`,
    "import { notCovered } from './integration-error.js';",
    '',
    parts.join('\n\n'),
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(at(TARGET), uncoveredMembers());
