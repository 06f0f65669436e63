import { readForm } from '../form-body.js';

/** What was filled in, so that a decline does not empty the form; card details are never given back. */
export type Entries = Readonly<Record<string, string>>;

export async function readEntries(request: Request): Promise<Entries> {
  const form = readForm(await request.text());
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, typeof value === 'string' ? value : '']),
  );
}
