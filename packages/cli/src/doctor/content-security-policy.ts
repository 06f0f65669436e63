/**
 * What a page's Content-Security-Policy lets the cart do, judged as a browser does
 * (https://www.w3.org/TR/CSP3/, “URL Matching” and “Script directives checks”). Only what blocks; reports are no matter.
 */
export type Policy = ReadonlyMap<string, readonly string[]>;

/** Where a directive is not given, the next in its row is asked, and at the end everything is allowed. */
const FALLBACKS = {
  'script-src': ['script-src-elem', 'script-src', 'default-src'],
  'connect-src': ['connect-src', 'default-src'],
  'frame-src': ['frame-src', 'child-src', 'default-src'],
  'form-action': ['form-action'],
} as const;

export type Directive = keyof typeof FALLBACKS;

/** What a `<script>` says for itself beside its address. */
export interface ScriptCredentials {
  readonly nonce: string | null;
  readonly integrity: string | null;
}

/** @param serialized header values or contents of `<meta>`; one may hold several policies, and each of them counts */
export function parsePolicies(serialized: readonly string[]): readonly Policy[] {
  return serialized
    .flatMap((value) => value.split(','))
    .map(parsePolicy)
    .filter((policy) => policy.size > 0);
}

function parsePolicy(serialized: string): Policy {
  const policy = new Map<string, readonly string[]>();
  for (const directive of serialized.split(';')) {
    const [name = '', ...sources] = directive.trim().split(/\s+/);
    const key = name.toLowerCase();
    // The first of a name counts, and later ones are ignored.
    if (key !== '' && !policy.has(key)) policy.set(key, sources);
  }
  return policy;
}

/** Whether every policy allows the page to fetch, frame or post to this address. */
export function allows(policies: readonly Policy[], directive: Directive, url: URL, page: URL): boolean {
  return policies.every((policy) => {
    const sources = sourcesOf(policy, directive);
    return sources === null || sources.some((source) => matches(source, url, page));
  });
}

/** Whether every policy allows this script of the page's. */
export function allowsScript(policies: readonly Policy[], url: URL, page: URL, script: ScriptCredentials): boolean {
  return policies.every((policy) => {
    const sources = sourcesOf(policy, 'script-src');
    if (sources === null || isVouchedFor(sources, script)) return true;
    return !isStrictDynamic(sources) && sources.some((source) => matches(source, url, page));
  });
}

/**
 * Whether every policy allows what that script imports. A nonce carries over; a hash does not, and neither does the trust
 * of `strict-dynamic`, because what a module imports counts as written into the page like the module itself.
 */
export function allowsImport(policies: readonly Policy[], url: URL, page: URL, script: ScriptCredentials): boolean {
  return allowsScript(policies, url, page, { ...script, integrity: null });
}

/** Whether a Trusted Types policy of this name may be made, and HTML be written through it. */
export function allowsTrustedTypes(policies: readonly Policy[], name: string): boolean {
  return policies.every((policy) => {
    const names = policy.get('trusted-types');
    return names === undefined || names.some((each) => each === name || each === '*');
  });
}

function sourcesOf(policy: Policy, directive: Directive): readonly string[] | null {
  for (const name of FALLBACKS[directive]) {
    const sources = policy.get(name);
    if (sources !== undefined) return sources;
  }
  return null;
}

const isStrictDynamic = (sources: readonly string[]) =>
  sources.some((source) => source.toLowerCase() === "'strict-dynamic'");

function isVouchedFor(sources: readonly string[], { nonce, integrity }: ScriptCredentials): boolean {
  if (nonce !== null && nonce !== '' && sources.includes(`'nonce-${nonce}'`)) return true;
  const hashes = (integrity ?? '').split(/\s+/).filter((hash) => hash !== '');
  // Each of several hashes has to be listed: any of them may be the one that is held against the file.
  return hashes.length > 0 && hashes.every((hash) => sources.includes(`'${hash}'`));
}

const HOST_SOURCE =
  /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::(\d+|\*))?(\/[^?#]*)?$/i;

function matches(source: string, url: URL, page: URL): boolean {
  if (source === '*') return /^(https?|wss?):$/.test(url.protocol) || url.protocol === page.protocol;
  if (source.toLowerCase() === "'self'") return url.host === page.host && isSchemeFor(page.protocol, url.protocol);
  const [, scheme] = /^([a-z][a-z0-9+.-]*):$/i.exec(source) ?? [];
  if (scheme !== undefined) return isSchemeFor(`${scheme.toLowerCase()}:`, url.protocol);

  const [whole, protocol, host = '', port, path] = HOST_SOURCE.exec(source) ?? [];
  if (whole === undefined) return false;
  return (
    isSchemeFor(protocol === undefined ? page.protocol : `${protocol.toLowerCase()}:`, url.protocol) &&
    isHostFor(host.toLowerCase(), url.hostname) &&
    isPortFor(port, url) &&
    isPathFor(path, url.pathname)
  );
}

/** What is allowed in plain text is allowed over TLS too. */
function isSchemeFor(wanted: string, actual: string): boolean {
  return wanted === actual || (wanted === 'http:' && actual === 'https:');
}

function isHostFor(pattern: string, hostname: string): boolean {
  if (pattern === '*') return true;
  return pattern.startsWith('*.') ? hostname.endsWith(pattern.slice(1)) : hostname === pattern;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443' };

function isPortFor(wanted: string | undefined, { port, protocol }: URL): boolean {
  const actual = port || DEFAULT_PORTS[protocol];
  if (wanted === undefined) return actual === DEFAULT_PORTS[protocol];
  return wanted === '*' || wanted === actual || (wanted === '80' && actual === '443');
}

/** A path that ends in a slash is for all below it, any other for itself alone. */
function isPathFor(wanted: string | undefined, pathname: string): boolean {
  if (wanted === undefined || wanted === '/') return true;
  return wanted.endsWith('/') ? pathname.startsWith(wanted) : pathname === wanted;
}
