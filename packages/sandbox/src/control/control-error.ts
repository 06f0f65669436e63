/** What a control cannot do: 400 with `{ error }`, which says what to give instead. */
export class ControlError extends Error {}

/** The body of a control's request. None at all is an empty one. */
export async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  if (text === '') return {};
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  } catch {
    // What is not JSON is told so below, as is JSON that is no object.
  }
  throw new ControlError('Give a JSON object.');
}
