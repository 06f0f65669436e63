import type { Command } from 'commander';

/** `stripe-cart init [folder]`: what it takes. Its work is in `init.ts`. */
export function initCommand(program: Command): void {
  program
    .command('init')
    .summary('write a ready proxy folder, for Cloudflare Workers or Node')
    .description(
      'Writes a folder with a proxy that is ready to run: asks four questions, or takes their answers as options. ' +
        'No key is asked for, and none is written. Nothing that is there is ever overwritten.',
    )
    .argument('[folder]', 'where to write it', 'stripe-cart-proxy')
    .option('--shop <origin>', 'where the shop is, as in https://shop.example')
    .option('--proxy <origin>', 'where the proxy will be, as in https://pay.shop.example')
    .option('--runtime <name>', 'workers (Cloudflare) or node')
    .option('--thanks <page>', 'the page buyers come back to, as in https://shop.example/thanks.html or /thanks.html')
    .option('--catalog <file>', 'the catalog.json to sell from; without it, an example to replace')
    .option('--force', 'write into a folder that is not empty; files that are there stay as they are')
    .addHelpText(
      'after',
      `
Examples:
  $ npx stripe-cart init
  $ npx stripe-cart init pay --shop https://shop.example --proxy https://pay.shop.example \\
      --runtime workers --thanks /thanks.html --catalog catalog.json`,
    )
    .action(async (folder: string, options: object) => {
      const { init } = await import('./init.js');
      await init(folder, options);
    });
}
