import type { Config } from '../config/config.js';
import type { RouteHandler } from '../deps.js';

type Shop = Pick<Config, 'appleApps' | 'androidApps' | 'returnPages'>;

/**
 * The files by which a phone learns that an app may open links of a site, so that a buyer who comes back from their bank
 * lands in the shop's app. Each speaks for the host that serves it: put it there, or let the shop's own server pass the
 * path on to this proxy. Apple's file claims the pages of the settings that buyers are sent back to, and no other;
 * Android's has no paths, and its app is trusted with the whole host.
 *
 * - Apple: https://developer.apple.com/documentation/xcode/supporting-associated-domains
 * - Android: https://developer.android.com/training/app-links/configure-assetlinks
 */
export const ASSOCIATION_FILES: readonly { readonly path: string; file(shop: Shop): unknown }[] = [
  {
    path: '/.well-known/apple-app-site-association',
    file: ({ appleApps, returnPages }) =>
      appleApps.length === 0
        ? null
        : {
            applinks: {
              details: [{ appIDs: appleApps, components: pathsOf(returnPages).map((path) => ({ '/': path })) }],
            },
          },
  },
  {
    path: '/.well-known/assetlinks.json',
    file: ({ androidApps }) =>
      androidApps.length === 0
        ? null
        : androidApps.map(({ packageName, fingerprint }) => ({
            relation: ['delegate_permission/common.handle_all_urls'],
            target: {
              namespace: 'android_app',
              package_name: packageName,
              sha256_cert_fingerprints: [fingerprint],
            },
          })),
  },
];

function pathsOf({ returnUrl, pendingUrl, errorUrl, pages }: Config['returnPages']): string[] {
  const urls = [returnUrl, pendingUrl, errorUrl, ...pages.map(({ url }) => url)].filter((url) => url !== null);
  const paths = urls.map((url) => new URL(url)).filter(({ protocol }) => protocol.startsWith('http'));
  return [...new Set(paths.map(({ pathname }) => pathname))];
}

/** Not there at all where no app is named. Phones fetch it seldom, and through caches of their makers. */
export function associationFile(file: unknown): RouteHandler {
  const text = JSON.stringify(file);
  return (c) =>
    c.body(text, 200, {
      'content-type': 'application/json',
      'cache-control': 'public, max-age=3600',
      'cross-origin-resource-policy': 'cross-origin',
    });
}
