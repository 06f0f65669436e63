import type { WrittenInvoice } from './invoices.ts';
import type { DeliveredOrder } from './order-desk.ts';
import type { BaseUrls } from './ready-file.ts';

/** What the demo says when everything is up. */
export function banner(demo: BaseUrls): string {
  return [
    '',
    '  Tidewrack Pottery is open.',
    '',
    `    Shop      ${demo.shop}`,
    `    Proxy     ${demo.proxy}`,
    `    Stripe    ${demo.sandbox ?? 'the real one, in test mode'}`,
    '',
    ...(demo.sandbox ? SANDBOX_ADVICE : realStripeAdvice(demo.proxy)),
    '',
    '  Ctrl-C closes the shop.',
    '',
  ].join('\n');
}

const SANDBOX_ADVICE = [
  '  Nothing here reaches Stripe: a stand-in on this machine plays its part, and no money moves.',
  '  Pay with 4242 4242 4242 4242, any future date and any three digits. 4000 0000 0000 0002 is declined,',
  '  4000 0027 6000 3184 is asked for 3D Secure.',
  '',
  '  Worth trying: go Back from the payment page and pay after all; change the cart in between; pay in two tabs;',
  '  close the tab the moment you have paid, and watch the order arrive below; pay inside the page (/pay-here.html,',
  '  /intent.html, /embedded.html), every month (/subscription.html), by payment links (/fixed-link.html,',
  '  /verified-link.html, /link.html), without JavaScript (/no-script.html); pay the invoice below in two windows.',
  '  Each page has a tab, What just happened. Stripe’s own side of it is at the address above.',
];

function realStripeAdvice(proxy: string): string[] {
  return [
    '  Your own Stripe account, with test keys: pay with 4242 4242 4242 4242, any future date and any three digits.',
    '',
    '  Stripe cannot reach this machine, so no order arrives below until the Stripe CLI forwards its events:',
    '',
    `    stripe listen --forward-to ${proxy}/v1/webhooks/stripe`,
    '',
    '  It prints a secret (whsec_…): start the demo again with STRIPE_WEBHOOK_SECRET set to it.',
  ];
}

/** Where an invoice is paid that nobody has paid yet. */
export function invoiceLine({ link }: WrittenInvoice): string {
  return `  An invoice to pay: ${link}`;
}

/** One line for the person at the keyboard, when an order has arrived by webhook. */
export function orderLine({ id, status, lines, totals, currency, buyer }: DeliveredOrder): string {
  const what = lines.map(({ quantity, name }) => `${quantity} × ${name}`).join(', ');
  const amount = new Intl.NumberFormat('en-GB', { style: 'currency', currency }).format(totals.total / 100);
  return `  Order ${id}, ${status}: ${what}; ${amount}${buyer.email ? ` from ${buyer.email}` : ''}.`;
}
