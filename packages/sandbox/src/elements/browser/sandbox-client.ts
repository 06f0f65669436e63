import type {
  ChallengeReply,
  ConfirmRequest,
  Credentials,
  EmbeddedReply,
  OfferReply,
  PaymentDetails,
  Reply,
  SessionUpdate,
  WireError,
} from '../protocol.js';

/** What a browser asks of the sandbox, and what each request carries beside the credentials. */
export interface Requests {
  readonly session: { /** The page has nothing of the session yet. */ readonly first: boolean };
  readonly update: { readonly update: SessionUpdate };
  readonly confirm: {
    readonly confirm: ConfirmRequest;
    readonly method: PaymentDetails | null;
    readonly byWallet?: boolean;
  };
  readonly challenge: { readonly challenge: string; readonly answer: 'pass' | 'fail' | 'abandon' };
}

/**
 * One request about a session. It never rejects: when nothing was heard, or nothing that makes sense, that is an
 * `api_connection_error`, and whether the sandbox did what was asked is unknown.
 *
 * @param origin the sandbox's, without a trailing slash
 */
export function ask<Name extends keyof Requests>(
  origin: string,
  name: Name,
  credentials: Credentials,
  request: Requests[Name],
): Promise<Reply> {
  return send<Reply>(origin, name, { ...credentials, ...request });
}

/** As `ask`, for a page to be embedded. */
export function askAboutEmbedded(origin: string, credentials: Credentials): Promise<EmbeddedReply> {
  return send<EmbeddedReply>(origin, 'embedded', credentials);
}

/** What the elements of an intent can show. */
export function askForOffer(origin: string, request: object): Promise<OfferReply> {
  return send<OfferReply>(origin, 'offer', request);
}

/** The buyer's answer to what the bank asks about an intent. */
export function answerIntentChallenge(
  origin: string,
  credentials: Credentials,
  request: Requests['challenge'],
): Promise<ChallengeReply> {
  return send<ChallengeReply>(origin, 'intent_challenge', { ...credentials, ...request });
}

async function send<Answer extends { readonly ok: boolean }>(
  origin: string,
  name: string,
  body: object,
): Promise<Answer | NotHeard> {
  try {
    const response = await fetch(`${origin}/_elements/${name}`, {
      method: 'POST',
      // Text, not JSON: a request that needs no preflight is one request.
      body: JSON.stringify(body),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    });
    const reply: unknown = await response.json();
    if (isReply<Answer>(reply)) return reply;
  } catch {
    // Nothing more is known than that no answer arrived.
  }
  return NOT_HEARD;
}

interface NotHeard {
  readonly ok: false;
  readonly error: WireError;
}

const NOT_HEARD: NotHeard = {
  ok: false,
  error: {
    type: 'api_connection_error',
    code: null,
    declineCode: null,
    message: 'The connection to the payment provider was lost. Check your internet connection and try again.',
  },
};

/** What says whether it is well is an answer to what was asked: nobody else answers at that address. */
function isReply<Answer>(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean';
}
