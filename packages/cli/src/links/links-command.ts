import { InvalidArgumentError, Option, type Command } from 'commander';
import { MAX_LINK_LINES } from '@stripe-cart/contract';
import type { LinksOptions } from './links-options.js';

const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
const collect = (text: string, before: readonly string[] | undefined) => [...(before ?? []), text];

function wholeNumber(text: string): number {
  const number = /^[1-9]\d{0,8}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(number)) throw new InvalidArgumentError('It is a whole number, 1 or more.');
  return number;
}

function countOfLines(text: string): number {
  if (text === '0') return 0;
  const lines = wholeNumber(text);
  if (lines > MAX_LINK_LINES)
    throw new InvalidArgumentError(`A payment link takes ${MAX_LINK_LINES} line items at most.`);
  return lines;
}

const HELP = `
Quantities. The address of a payment link cannot carry a quantity. With "exact" a link is for the very cart it was made
for: one mug is one link, two mugs are another (--quantity-up-to). With "adjustable" there is one link for any quantities
of its items: it starts with the smallest, the buyer sets them on Stripe's page, and the cart says so beside the total.

How many. n lines have 2^n - 1 combinations: 12 have 4095. Nothing is made before their number is on the screen and you
have said yes; more than 500 need --confirm-count as well, and 10000 are the most.

Run it again whenever the catalogue has changed. Carts that links.json has are brought up to date, those asked for are
added: what is there is kept, what is missing is made; a changed price makes a new link, and the old one is switched off
once links.json no longer names it. What cannot be sold any more leaves the file, and --prune switches its links off. A
run that was stopped is finished by the next one. Pages read links.json from your site: with --keep-replaced the old links
stay on until you have published the new file and run this again without it.

The key is read from STRIPE_SECRET_KEY, or from standard input with --key-stdin. A restricted key needs Payment Links:
write, and Products and Prices: write (read, where the catalogue is the account's). Settings of the proxy count here as
well where they are in the environment: CART_SHOP, CART_RETURN_URL, CART_SHIPPING_COUNTRIES and the like; with
CART_TOKEN_SECRET a proxy can verify what is paid by these links.

Examples
  $ stripe-cart links --catalog catalog.json --return-url https://shop.example/thanks.html
  $ stripe-cart links --items mug,plate,cup --up-to 3 --dry-run
  $ stripe-cart links --catalog catalog.json --sets carts.json --prune --yes
      carts.json: {"version": 1, "sets": [["mug", "plate"], [{"item": "jug", "quantity": 2, "options": {"Glaze": "Blue"}}]]}
  $ stripe-cart links --adopt https://buy.stripe.com/abc123
`;

export function linksCommand(program: Command): void {
  program
    .command('links')
    .summary('make payment links for carts, and the links.json that a page without a server sells by')
    .description('Makes a payment link for each cart that should have one, and writes links.json.')
    .option(
      '--catalog <file>',
      "what is sold, from a catalog.json; without it the account's prices marked stripe_cart=1",
    )
    .option('--items <ids>', 'only these, separated by commas; without it everything in the catalogue', list)
    .option('--up-to <n>', 'most of them together in one cart; 0 makes no combinations', countOfLines, 1)
    .addOption(
      new Option('--quantities <how>', "the cart's own, or set by the buyer on Stripe's page")
        .choices(['exact', 'adjustable'])
        .default('exact'),
    )
    .option('--quantity-up-to <n>', 'with exact: a link for each quantity of a line up to this', wholeNumber, 1)
    .option('--sets <file>', 'further carts, named one by one; without --items only these')
    .option(
      '--adopt <link>',
      'take over a link made in the Dashboard, by its id or address (repeat it for more)',
      collect,
    )
    .option('--return-url <url>', 'where the buyer comes back to, with ?session_id=… added (CART_RETURN_URL)')
    .option('--shop <id>', "the shop's short name (CART_SHOP)")
    .option('--out <file>', 'where to write', 'links.json')
    .option('--only', 'forget the carts that the file has now, and make it of those asked for here')
    .option('--prune', 'switch off links of this shop that the file will no longer name')
    .option('--keep-replaced', 'leave replaced links on for now')
    .option('--confirm-count <n>', 'the number of links, when it is a large one', wholeNumber)
    .option('-y, --yes', 'do not ask')
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--json', 'print one JSON document')
    .option('--key-stdin', 'read the secret key from standard input')
    .addHelpText('after', HELP)
    .action(async (options: LinksOptions) => {
      const { runLinks } = await import('./run-links.js');
      await runLinks(options);
    });
}
