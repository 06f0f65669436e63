import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { CliError } from '../cli-error.js';
import { ask } from '../terminal/ask.js';
import { print, tell } from '../terminal/output.js';
import { checkAnswers, originIn, pageIn, type Answers, type Runtime } from './answers.js';
import { nextSteps } from './next-steps.js';
import { exampleCatalog, projectFiles, WRANGLER_VERSION } from './project-files.js';
import { isOccupied, writeFolder } from './write-folder.js';

export interface InitOptions {
  readonly shop?: string;
  readonly proxy?: string;
  readonly runtime?: string;
  readonly thanks?: string;
  readonly catalog?: string;
  readonly force?: boolean;
}

/**
 * Writes a proxy folder.
 * @throws {CliError} `folder_not_empty`, `folder_unusable`, `wrong_answer`, `catalog_unreadable`, `catalog_invalid`,
 *   and what `ask` throws; nothing is written then
 */
export async function init(folder: string, options: InitOptions): Promise<void> {
  if ((await isOccupied(folder)) && options.force !== true) {
    throw new CliError(
      'folder_not_empty',
      `${folder} is not empty. Give another folder, or --force: what is there stays as it is.`,
    );
  }
  const catalog = options.catalog === undefined ? exampleCatalog() : await readCatalog(options.catalog);
  const answers = await answersFrom(options);
  checkAnswers(answers, jsonIn(catalog, options.catalog));

  const { version, engines } = await ownManifest();
  const versions = { stripeCart: version, wrangler: WRANGLER_VERSION, node: engines.node };
  const { written, kept } = await writeFolder(folder, projectFiles(answers, catalog, versions));
  const shown = relative(process.cwd(), resolve(folder)) || '.';
  for (const path of written) tell(`  written  ${shown}/${path}`);
  for (const path of kept) tell(`  kept     ${shown}/${path} (it was there, and may differ from what is needed)`);
  print(nextSteps(answers, shown, options.catalog === undefined));
}

/** What was given, and for the rest four questions at most. */
async function answersFrom(options: InitOptions): Promise<Answers> {
  const shop = originIn(options.shop ?? (await askShop()), '--shop');
  const proxy = originIn(options.proxy ?? (await askProxy(shop)), '--proxy');
  const runtime = runtimeIn(options.runtime ?? (await askRuntime()));
  const thanks = pageIn(options.thanks ?? (await askThanks(shop)), shop, '--thanks');
  return { shop, proxy, runtime, thanks };
}

const askShop = () =>
  askText('Where is your shop?', '--shop', {
    placeholder: 'https://shop.example',
    check: (text) => originIn(text, 'This'),
  });

function askProxy(shop: string): Promise<string> {
  const suggested = new URL(shop);
  suggested.hostname = `pay.${suggested.hostname.replace(/^www\./, '')}`;
  return askText('Where will the proxy be?', '--proxy', {
    initialValue: suggested.origin,
    check: (text) => originIn(text, 'This'),
  });
}

const askThanks = (shop: string) =>
  askText('Which page do buyers come back to?', '--thanks', {
    initialValue: `${shop}/thanks.html`,
    check: (text) => pageIn(text, shop, 'This'),
  });

/** @throws {CliError} `wrong_answer` */
function runtimeIn(text: string): Runtime {
  if (text === 'workers' || text === 'node') return text;
  throw new CliError('wrong_answer', '--runtime is workers (Cloudflare Workers) or node.');
}

/** @param check throws what is wrong with an answer, so that it can be given again at once */
function askText(
  message: string,
  flag: string,
  { check, ...shown }: { check: (text: string) => unknown; placeholder?: string; initialValue?: string },
): Promise<string> {
  const validate = (text = '') => {
    try {
      check(text);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error : undefined;
    }
  };
  return ask(message, flag, (prompts, common) => prompts.text({ ...common, ...shown, message, validate }));
}

const askRuntime = () =>
  ask<Runtime>('Where will it run?', '--runtime', (prompts, common) =>
    prompts.select<Runtime>({
      ...common,
      message: 'Where will it run?',
      options: [
        { value: 'workers', label: 'Cloudflare Workers', hint: 'nothing to look after' },
        { value: 'node', label: 'Node', hint: 'a server of your own' },
      ],
    }),
  );

/** @throws {CliError} `catalog_unreadable` */
async function readCatalog(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new CliError('catalog_unreadable', `${file} cannot be read.`, { cause: error });
  });
}

/** @throws {CliError} `catalog_unreadable` */
function jsonIn(text: string, file = 'catalog.json'): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CliError('catalog_unreadable', `${file} is not JSON.`, { cause: error });
  }
}

async function ownManifest(): Promise<{ version: string; engines: { node: string } }> {
  return JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
}
