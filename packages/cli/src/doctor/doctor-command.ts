import type { Command } from 'commander';

/** `stripe-cart doctor`: what it takes. Its work is in `doctor.ts`. */
export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .summary('look whether a shop is set up as it should be')
    .description(
      'Looks at a proxy, at the pages that sell through it, and at the Stripe account behind it, and says what is wrong ' +
        'and how to mend it. Nothing is changed anywhere.',
    )
    .argument('[proxy]', 'the address of the proxy, as in https://pay.shop.example')
    .option('--page <url>', 'a page that sells, or that buyers come back to (repeat it)', collect)
    .option('--links <file>', 'a links.json: are its links alive?')
    .option('--folder <folder>', 'the folder of the proxy: does a secret stand in a file?')
    .option('--key-stdin', 'read the secret key from standard input instead of STRIPE_SECRET_KEY')
    .option('--strict', 'count warnings as errors')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Without a key, what only Stripe knows is not looked at: permissions, webhook endpoints, whether links are active.
With STRIPE_WEBHOOK_SECRET set, the proxy's webhook is sent a signed event of a type that it ignores.
With CART_INVOICE_FOOTER set, its endpoint at Stripe has to be sent invoice.created.
Exits with 1 when something is wrong.

Examples:
  $ npx stripe-cart doctor https://pay.shop.example --page https://shop.example/
  $ npx stripe-cart doctor https://pay.shop.example --key-stdin
  $ npx stripe-cart doctor --links public/links.json --page https://shop.example/`,
    )
    .action(async (proxy: string | undefined, options: object) => {
      const { doctor } = await import('./doctor.js');
      await doctor(proxy, options);
    });
}

/** One value each time: an option that took several would take the proxy's address, too. */
const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
