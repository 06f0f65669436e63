/** One file of a proxy folder. */
export interface ProjectFile {
  /** Below the folder. */
  readonly path: string;
  readonly text: string;
}

/** What the two runtimes do differently. */
export interface RuntimeFiles {
  readonly files: readonly ProjectFile[];
  readonly secrets: { readonly file: string; readonly comment: readonly string[] };
  readonly scripts: Readonly<Record<string, string>>;
  /** Whether it is deployed with wrangler. */
  readonly needsWrangler: boolean;
}
