/** A file of the built widget, as the build wrote it into this program. */
export interface EmbeddedFile {
  /** Path under the script's folder, as in `stripe-cart.js` or `chunks/drawer-3f2a.js`. */
  readonly name: string;
  /** Length before compression. */
  readonly bytes: number;
  /** `sha384-…` of the bytes before compression, as the integrity attribute wants it. */
  readonly integrity: string;
  /** The compressed bytes, in base64. */
  readonly gzip: string;
}
