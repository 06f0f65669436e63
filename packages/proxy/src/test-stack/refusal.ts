/** The code of a refusal, whether it came as JSON or as a page for a form's buyer. */
export async function codeOf(response: Response): Promise<string> {
  return codeIn(await response.text());
}

/** @param text the body of a refusal */
export function codeIn(text: string): string {
  const code = text.startsWith('{')
    ? (JSON.parse(text) as { code: string }).code
    : /<meta name="stripe-cart-problem" content="(\w+)"/.exec(text)?.[1];
  if (code === undefined) throw new Error(`no refusal of ours: ${text.slice(0, 200)}`);
  return code;
}
