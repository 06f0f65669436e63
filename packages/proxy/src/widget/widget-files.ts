import type { RouteHandler } from '../deps.js';
import { VERSION } from '../version.js';
import type { EmbeddedFile } from './embedded-file.js';
import { WIDGET_FILES } from './files.generated.js';

/*
 * The widget, served by the proxy it talks to, so the two are always the same version.
 *
 * `/stripe-cart.js` is what a page names: it lives for minutes, then is asked for again by its ETag, so an upgrade
 * reaches every page by itself. What it imports carries a hash in its name and never changes. `/v0.1.0/…` is the same
 * for pages that would rather pin a version, and its hash, than follow.
 */

/** Read by any page: a module script from another origin needs both, CORS to be run and CORP to be let in. */
const FOR_ANY_PAGE = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };
const IMMUTABLE = 'public, max-age=31536000, immutable';
/** Seconds. Long enough for a visit, short enough for an upgrade to be everywhere before anybody asks. */
const SHORT_LIVED = 'public, max-age=300, must-revalidate';
const INTEGRITY_PATH = `/v${VERSION}/integrity.json`;

interface Served {
  readonly file: EmbeddedFile;
  readonly caching: string;
}

const SERVED: ReadonlyMap<string, Served> = new Map(
  WIDGET_FILES.flatMap((file) => [
    [`/v${VERSION}/${file.name}`, { file, caching: IMMUTABLE }] as const,
    [`/${file.name}`, { file, caching: file.name.startsWith('chunks/') ? IMMUTABLE : SHORT_LIVED }] as const,
  ]),
);

/** Every path of the widget's. There is no pattern among them, so none can be talked into another file. */
export function widgetPaths(): readonly string[] {
  return [...SERVED.keys(), INTEGRITY_PATH];
}

export function widgetFile(path: string): RouteHandler {
  const served = SERVED.get(path);
  return served === undefined ? integrityFile : scriptFile(served);
}

/** The SRI hash of each file, for owners who pin a version in their pages. */
const integrityFile: RouteHandler = (c) =>
  c.json(Object.fromEntries(WIDGET_FILES.map(({ name, integrity }) => [name, integrity])), 200, {
    ...FOR_ANY_PAGE,
    'cache-control': IMMUTABLE,
  });

function scriptFile({ file, caching }: Served): RouteHandler {
  // Weak, because the same bytes are sent compressed or not.
  const etag = `W/"${file.integrity.slice('sha384-'.length, 'sha384-'.length + 32)}"`;
  const headers = {
    ...FOR_ANY_PAGE,
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': caching,
    etag,
    vary: 'Accept-Encoding',
  };
  let compressed: Uint8Array<ArrayBuffer> | null = null;
  return (c) => {
    if (matches(c.req.header('if-none-match'), etag)) return new Response(null, { status: 304, headers });
    compressed ??= Uint8Array.from(atob(file.gzip), (character) => character.charCodeAt(0));
    if (!acceptsGzip(c.req.header('accept-encoding'))) {
      return new Response(new Blob([compressed]).stream().pipeThrough(new DecompressionStream('gzip')), { headers });
    }
    const init = { headers: { ...headers, 'content-encoding': 'gzip' }, encodeBody: 'manual' };
    return new Response(compressed, init);
  };
}

function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  const known = (ifNoneMatch ?? '').split(',').map((entry) => entry.trim());
  return known.includes('*') || known.includes(etag) || known.includes(etag.slice('W/'.length));
}

/** `gzip` or `*` is named, and not with `q=0`. */
function acceptsGzip(acceptEncoding: string | undefined): boolean {
  return (acceptEncoding ?? '').split(',').some((entry) => /^\s*(gzip|\*)\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(entry));
}
