import { createHash } from 'node:crypto';

const ALGORITHMS = ['sha512', 'sha384', 'sha256'] as const;

/**
 * Whether a browser would run this text under that `integrity` attribute: one of the hashes of the strongest kind has
 * to fit, and where there is none it knows, anything does (https://www.w3.org/TR/SRI/#does-response-match-metadatalist).
 */
export function checkIntegrity(text: string, integrity: string): boolean {
  const hashes = integrity.split(/\s+/).map((hash) => hash.split('?', 1)[0] ?? '');
  const strongest = ALGORITHMS.find((algorithm) => hashes.some((hash) => hash.startsWith(`${algorithm}-`)));
  if (strongest === undefined) return true;
  return hashes.includes(`${strongest}-${createHash(strongest).update(text).digest('base64')}`);
}
