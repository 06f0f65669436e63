/** What an address answered, read to its end. */
export interface Answer {
  readonly reached: true;
  /** Where redirects led to, if they were followed. */
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Nobody answered, or not in time. */
export interface NoAnswer {
  readonly reached: false;
  /** In a word: `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`, `timeout`, … */
  readonly why: string;
}

/** For one address: a page that takes longer has lost its buyers. */
const DEADLINE_MS = 15_000;

/** Largest answer that is read. Pages and scripts are far below; a download by mistake is not. */
const LIMIT_BYTES = 5 * 1024 * 1024;

/** Asks an address, and never throws. Redirects are followed unless `init` says otherwise. */
export async function visit(url: string | URL, init: RequestInit = {}): Promise<Answer | NoAnswer> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(DEADLINE_MS) });
    const text = await readCapped(response);
    return { reached: true, url: response.url, status: response.status, headers: response.headers, text };
  } catch (error) {
    return { reached: false, why: reasonOf(error) };
  }
}

/** The problem code in a refusal of the proxy's, or null. */
export function problemCodeIn({ text }: Answer): string | null {
  const body = jsonIn(text);
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string'
    ? body.code
    : null;
}

/** The JSON in a text, or null. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function readCapped(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > LIMIT_BYTES) throw new Error('too large');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError') return 'timeout';
  const { cause } = error;
  if (typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string')
    return cause.code;
  return error.message;
}
