import type { CssFontSource, CustomFontSource } from '@stripe/stripe-js';
import { notCovered } from './integration-error.js';

/** The fonts that a frame can load by itself. */
export function customFonts(fonts: readonly (CssFontSource | CustomFontSource)[]): CustomFontSource[] {
  return fonts.map((font) => ('cssSrc' in font ? notCovered('fonts with cssSrc') : font));
}
