/**
 * `fetch` for the Stripe SDK, with the three bounds the SDK leaves out: an answer is cut at a size, a redirect is
 * never followed (the key goes to one host only), and a gateway's HTML page in place of an error counts as the
 * server's failure that it is, not as a broken answer.
 *
 * The SDK's fetch client is used on Node as well as on Workers. Its timeout covers the whole answer, where the Node
 * client's begins again with every byte (stripe 23.1.0, net/FetchHttpClient.js and net/NodeHttpClient.js), so that
 * both runtimes behave, and are tested, alike.
 */
export function boundedFetch(limitBytes: number): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'manual' });
    if (response.status >= 300 && response.status < 400) throw new Error('Stripe answered with a redirect');
    if (response.status >= 500 && !isJson(response)) throw new Error(`answer ${response.status} without JSON`);
    if (response.body === null) return response;
    const { status, headers } = response;
    return new Response(response.body.pipeThrough(countingTo(limitBytes)), { status, headers });
  };
}

export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
}

function countingTo(limitBytes: number): TransformStream<Uint8Array, Uint8Array> {
  let length = 0;
  return new TransformStream({
    transform(chunk, controller) {
      length += chunk.byteLength;
      if (length > limitBytes) controller.error(new AnswerTooLarge(`more than ${limitBytes} bytes`));
      else controller.enqueue(chunk);
    },
  });
}

const isJson = (response: Response) => response.headers.get('content-type')?.includes('json') ?? false;
