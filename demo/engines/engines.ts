/**
 * Where the other two engines are on this machine. Where one is missing, Debian's packages are installed if we are root;
 * else the error says what to install.
 */
import { access, constants } from 'node:fs/promises';
import { installFromDebian } from '@stripe-cart/workshop/browser';

/** Executables of WebKitGTK, and a screen for them that nobody sees. */
export interface WebKit {
  readonly driver: string;
  readonly browser: string;
  readonly screen: string;
}

/** For each program the variable that names it, and the places it is usually in. */
type Programs<Name extends string> = Record<Name, { readonly variable: string; readonly places: readonly string[] }>;

const FIREFOX: Programs<'browser'> = {
  browser: {
    variable: 'FIREFOX_PATH',
    places: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
  },
};

const WEBKIT: Programs<keyof WebKit> = {
  driver: { variable: 'WEBKIT_DRIVER_PATH', places: ['/usr/bin/WebKitWebDriver'] },
  browser: {
    variable: 'MINIBROWSER_PATH',
    places: [
      '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
      '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
      '/usr/libexec/webkit2gtk-4.1/MiniBrowser',
    ],
  },
  screen: { variable: 'XVFB_PATH', places: ['/usr/bin/Xvfb'] },
};

/** @returns the executable of Firefox */
export async function ensureFirefox(): Promise<string> {
  return (await ensure('Firefox', FIREFOX, ['firefox-esr'])).browser;
}

export function ensureWebKit(): Promise<WebKit> {
  return ensure('WebKitGTK', WEBKIT, ['webkit2gtk-driver', 'xvfb']);
}

/** @throws {Error} with a sentence that says what to install, where there is something missing that we cannot install */
async function ensure<Name extends string>(
  engine: string,
  programs: Programs<Name>,
  packages: readonly string[],
): Promise<Record<Name, string>> {
  if ((await lookFor(programs)).missing.length > 0) {
    await installFromDebian(packages, (line) => process.stderr.write(`${line}\n`));
  }
  const { found, missing } = await lookFor(programs);
  if (missing.length === 0) return found;
  throw new Error(
    `${engine} is not complete here. On Debian or Ubuntu: apt-get install ${packages.join(' ')}. ` +
      `Elsewhere set ${missing.map((name) => programs[name].variable).join(', ')} to the executable.`,
  );
}

async function lookFor<Name extends string>(programs: Programs<Name>) {
  const found = {} as Record<Name, string>;
  const missing: Name[] = [];
  for (const name of Object.keys(programs) as Name[]) {
    const { variable, places } = programs[name];
    const candidates = [process.env[variable], ...places].filter((place) => place !== undefined);
    const executable = await firstExecutable(candidates);
    if (executable === null) missing.push(name);
    else found[name] = executable;
  }
  return { found, missing };
}

async function firstExecutable(places: readonly string[]): Promise<string | null> {
  for (const place of places) {
    const isExecutable = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isExecutable) return place;
  }
  return null;
}
