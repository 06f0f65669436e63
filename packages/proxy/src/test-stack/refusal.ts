/** The code of a refusal, whether it came as JSON or as a page for a form's buyer. */
export async function codeOf(response: Response): Promise<string> {
  const text = await response.text();
  if (response.headers.get('content-type') === 'application/problem+json') {
    return (JSON.parse(text) as { code: string }).code;
  }
  const [, code] = /<meta name="stripe-cart-problem" content="(\w+)"/.exec(text) ?? [];
  if (code === undefined) throw new Error(`no refusal of ours: ${response.status} ${text.slice(0, 200)}`);
  return code;
}
