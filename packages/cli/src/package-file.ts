import { readFileSync } from 'node:fs';

/** What this package says of itself in its package.json. */
export interface PackageFile {
  readonly version: string;
  readonly engines: { readonly node: string };
}

export function readPackageFile(): PackageFile {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return JSON.parse(text) as PackageFile;
}

/**
 * Whether a version of Node is in a range, of which the forms that package.json has are known: `^22.22.2 || >=26.0.0`.
 *
 * @param version as in `process.versions.node`
 */
export function isInRange(version: string, range: string): boolean {
  const [major = 0, minor = 0, patch = 0] = numbersIn(version);
  return range.split('||').some((part) => {
    const [least = 0, leastMinor = 0, leastPatch = 0] = numbersIn(part);
    if (major !== least) return major > least && part.includes('>=');
    return minor > leastMinor || (minor === leastMinor && patch >= leastPatch);
  });
}

const numbersIn = (text: string): number[] => [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits));
