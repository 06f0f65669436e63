import { CATALOG_FILE_LIMIT_BYTES } from '../limits.js';
import { Refusal } from '../refusal.js';
import type { CatalogFile } from './catalog-file.js';
import { parseCatalogFile } from './from-file.js';

/**
 * Reads a `catalog.json` from one of the shop's own origins; the configuration has checked that it is one, so no
 * request can send this proxy anywhere else. Redirects are not followed, for the same reason.
 * @throws {Refusal} `catalog_unavailable`, with what is wrong in the note
 */
export async function fetchCatalogFile(url: string, deadline: AbortSignal): Promise<CatalogFile> {
  const response = await fetch(url, {
    redirect: 'manual',
    signal: deadline,
    headers: { accept: 'application/json' },
  }).catch((cause: unknown) => unavailable('the catalogue could not be fetched', cause));
  if (response.status !== 200) {
    void response.body?.cancel();
    return unavailable(`the catalogue was answered with status ${response.status}`);
  }
  const text = await readCapped(response).catch((cause: unknown) =>
    cause instanceof Refusal ? Promise.reject(cause) : unavailable('the catalogue broke off', cause),
  );
  const reading = parseCatalogFile(jsonOf(text));
  if (reading.ok) return reading.file;
  const [first] = reading.problems;
  return unavailable(`the catalogue has ${reading.problems.length} problem(s): ${first?.path} ${first?.mend}`);
}

async function readCapped(response: Response): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let length = 0;
  const reader = (response.body ?? new Blob([]).stream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    length += value.byteLength;
    if (length > CATALOG_FILE_LIMIT_BYTES) {
      void reader.cancel();
      return unavailable(`the catalogue is larger than ${CATALOG_FILE_LIMIT_BYTES} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    return unavailable('the catalogue is not JSON', cause);
  }
}

function unavailable(note: string, cause?: unknown): never {
  throw new Refusal({ code: 'catalog_unavailable' }, { note, cause });
}
