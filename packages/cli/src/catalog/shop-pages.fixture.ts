import { catalogOfPages, type CatalogReading, type CatalogSettings } from './catalog-of-pages.js';

/** A shop of these pages, by file name, as the command reads it. */
export function readShop(
  pages: Readonly<Record<string, string>> | string,
  { baseUrl, ...settings }: Partial<CatalogSettings> & { readonly baseUrl?: string } = {},
): CatalogReading {
  const files = typeof pages === 'string' ? { 'index.html': pages } : pages;
  return catalogOfPages(
    Object.entries(files).map(([file, html]) => ({
      file,
      html,
      address: baseUrl === undefined ? null : new URL(file, baseUrl),
    })),
    { currency: null, known: null, pricesFrom: 'pages', ...settings },
  );
}

/** `file:line:column severity code`, one for each finding. */
export function told({ findings }: CatalogReading): readonly string[] {
  return findings.map(({ place, severity, code }) => `${place.file}:${place.line}:${place.column} ${severity} ${code}`);
}

/** Only the codes. */
export function codes({ findings }: CatalogReading): readonly string[] {
  return findings.map(({ code }) => code);
}
