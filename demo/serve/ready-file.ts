import { rename, writeFile } from 'node:fs/promises';

/** The base URLs of what is running; `sandbox` is null where the demo uses the real Stripe. */
export interface BaseUrls {
  readonly shop: string;
  readonly proxy: string;
  readonly sandbox: string | null;
}

/** Tells another program where the demo is. Whoever sees the file sees all of it: it is written aside, then renamed. */
export async function writeReadyFile(file: string, { shop, proxy, sandbox }: BaseUrls): Promise<void> {
  const aside = `${file}.${process.pid}.part`;
  await writeFile(aside, `${JSON.stringify({ shop, proxy, sandbox })}\n`);
  await rename(aside, file);
}
