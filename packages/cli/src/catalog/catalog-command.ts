import type { Command } from 'commander';
import type { CatalogOptions } from './run-catalog.js';

const collect = (text: string, before: readonly string[] | undefined) => [...(before ?? []), text];

const HELP = `
What is read: data-cart-add and data-cart-buy with data-item-*, class="snipcart-add-item", and schema.org Products in
JSON-LD or microdata. Prices in pages are major units with a point (79.99); the catalogue has minor units (7999).
Each decision that had to be taken is one line: file:line:column, severity, code, what is so and what mends it. With an
error nothing is written.

--check is for continuous integration: it writes nothing, and ends with 1 where pages and catalogue disagree.
--push makes products and prices of the catalogue in your Stripe account, marked stripe_cart=1, so that a proxy with
CART_CATALOG=stripe sells them. It shows what it would do and asks. The key is read from STRIPE_SECRET_KEY, or from
standard input with --key-stdin. Items with options stay in catalog.json: a price of Stripe's has none.

Exit codes: 0 done, 1 an error was found (or pages and catalogue disagree), 2 the command line or a file is wrong, 130
you said no.

Examples
  $ stripe-cart catalog ./public --currency eur --base-url https://shop.example
  $ stripe-cart catalog ./public --check
  $ stripe-cart catalog ./public --push --dry-run
`;

export function catalogCommand(program: Command): void {
  program
    .command('catalog')
    .summary('write catalog.json from the pages you have built, and check the one against the other')
    .description('Reads the built pages below a folder and writes what they sell to catalog.json.')
    .argument('<folder>', 'the folder your site is built into')
    .option('--out <file>', 'where to write; with --check what to check against', 'catalog.json')
    .option('--currency <code>', 'what the shop charges in, and the currency of prices that name none')
    .option('--base-url <url>', 'where the folder is published, as in https://shop.example; makes addresses whole')
    .option(
      '--ignore <path>',
      'a page or folder below it to leave out; * stands for part of a name (repeat it)',
      collect,
    )
    .option('--check', 'write nothing; end with 1 where pages and catalogue disagree')
    .option('--push', 'make products and prices of it in Stripe')
    .option('--prune', 'with --push: switch off marked prices that are no longer in the pages')
    .option('--dry-run', 'say what would be written or made, and do nothing')
    .option('-y, --yes', 'do not ask')
    .option('--json', 'print one JSON document')
    .option('--key-stdin', 'read the secret key from standard input')
    .addHelpText('after', HELP)
    .action(async (folder: string, options: CatalogOptions) => {
      const { runCatalog } = await import('./run-catalog.js');
      await runCatalog(folder, options);
    });
}
