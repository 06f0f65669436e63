import type { Wallet } from '../payment/wallets.js';
import type {
  Appearance,
  ConfirmationToken,
  CustomFontSource,
  PaymentIntent,
  StripeCheckoutContact,
  StripeCheckoutSession,
  StripeError,
} from '@stripe/stripe-js';

/*
 * What window.Stripe, its frames and the sandbox say to each other. Card numbers and account numbers go from a frame to
 * the sandbox and nowhere else: the page they are typed in never sees them, as with Stripe.
 */

/** The frames there are; `{origin}/elements/{name}` is the address of each. */
const FRAME_NAMES = ['payment', 'contactDetails', 'address', 'expressCheckout', 'challenge', 'voucher'] as const;
export type FrameName = (typeof FRAME_NAMES)[number];

export function isFrameName(name: string): name is FrameName {
  return FRAME_NAMES.some((each) => each === name);
}

/** A session as a browser with its client secret may see it. */
export interface ClientSession {
  /** `canConfirm` is what the sandbox knows; the page adds what its elements know. */
  readonly session: StripeCheckoutSession;
  /** Whether an address is to be collected, and from which countries; null where none is. */
  readonly shippingCountries: readonly string[] | null;
  readonly phoneRequired: boolean;
  readonly returnUrl: string | null;
  readonly methods: readonly OfferedMethod[];
  readonly wallets: readonly Wallet[];
}

/** What the frames of a group show, whatever it is that is being paid for. */
export interface FrameSubject {
  /** Written out, for the buyer to read. */
  readonly total: string;
  readonly methods: readonly OfferedMethod[];
  /** Of the express checkout: `link`, `apple_pay`, `google_pay`. */
  readonly wallets: readonly Wallet[];
  /** The countries of a shipping address; null for all of them. */
  readonly shippingCountries: readonly string[] | null;
  readonly email: string | null;
  readonly shippingAddress: StripeCheckoutContact | null;
  readonly billingAddress: StripeCheckoutContact | null;
}

export interface OfferedMethod {
  /** `card`, `sepa_debit`, `ideal`, … */
  readonly type: string;
  readonly label: string;
  readonly answers: 'at_once' | 'delayed' | 'redirect' | 'voucher';
  /** Numbers for a click to fill, and what each does. */
  readonly examples: readonly { readonly number: string; readonly does: string }[];
}

/** How the buyer pays, as a frame sends it; the sandbox checks it again. */
export type PaymentDetails =
  | {
      readonly type: 'card';
      readonly number: string;
      readonly expMonth: number;
      readonly expYear: number;
      readonly cvc: string;
    }
  | {
      readonly type: string;
      readonly account?: string;
      readonly billing?: { readonly name: string; readonly email: string };
    };

/** What is known of the buyer when they confirm. */
export interface BuyerDetails {
  readonly email: string | null;
  readonly phone: string | null;
  readonly shippingAddress: StripeCheckoutContact | null;
  readonly billingAddress: StripeCheckoutContact | null;
}

/** What every request of a browser carries: who asks, and for which session. */
export interface Credentials {
  readonly key: string;
  readonly clientSecret: string;
}

export interface ConfirmRequest {
  readonly buyer: BuyerDetails;
  readonly returnUrl: string | null;
  /** Minor units: what the buyer was shown. Another total by now is refused. */
  readonly expectedAmount: number;
}

export interface SessionUpdate {
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly shippingAddress?: StripeCheckoutContact | null;
  readonly billingAddress?: StripeCheckoutContact | null;
  readonly shippingOption?: string;
  /** Null takes the one that is applied away. */
  readonly promotionCode?: string | null;
}

/** Why the sandbox, or the way to it, did not do what was asked. */
export interface WireError {
  /** `api_connection_error` when nothing was heard. */
  readonly type: string;
  readonly code: string | null;
  readonly declineCode: string | null;
  readonly message: string;
}

export type Outcome =
  | { readonly is: 'complete' }
  | { readonly is: 'declined'; readonly code: string; readonly declineCode: string | null; readonly message: string }
  | { readonly is: 'challenge'; readonly id: string }
  | { readonly is: 'redirect'; readonly url: string };

/** The sandbox's answer to a browser: `outcome` where a payment was tried. */
export type Reply =
  | { readonly ok: true; readonly session: ClientSession; readonly outcome: Outcome | null }
  | { readonly ok: false; readonly error: WireError };

/** What `createEmbeddedCheckoutPage` learns of the session that it is about to show. */
export interface EmbeddedSession {
  readonly id: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
}

export type EmbeddedReply =
  { readonly ok: true; readonly embedded: EmbeddedSession } | { readonly ok: false; readonly error: WireError };

/** What the elements of an intent can show; the intent, where there is one already. */
export type OfferReply =
  | { readonly ok: true; readonly subject: FrameSubject; readonly intent: PaymentIntent | null }
  | { readonly ok: false; readonly error: WireError };

/** What a call of Stripe's API came to. */
export type ApiReply<Answer> =
  { readonly ok: true; readonly answer: Answer } | { readonly ok: false; readonly error: StripeError };

/** What an intent is confirmed with, beside what only the frame knows. */
export interface IntentParams {
  readonly key: string;
  /** Null for a ConfirmationToken, which is for an intent that may not be there yet. */
  readonly clientSecret: string | null;
  readonly params: ApiParams;
}

export interface ApiParams {
  readonly [name: string]: string | number | boolean | null | undefined | ApiParams;
}

/** The bank has its answer; what came of it, the intent says. */
export type ChallengeReply = { readonly ok: true } | { readonly ok: false; readonly error: WireError };

/** What a frame is given when it has said that it is there. */
export interface FrameSettings {
  readonly credentials: Credentials | null;
  readonly subject: FrameSubject | null;
  readonly appearance: Appearance;
  readonly fonts: readonly CustomFontSource[];
  /** What the element was created with. */
  readonly options: Readonly<Record<string, unknown>>;
  /** As `Stripe(key, { locale })` has it. */
  readonly locale: string;
  /** Only for a challenge: which one. */
  readonly challenge: string | null;
}

export type ToFrame =
  | { readonly say: 'settings'; readonly settings: FrameSettings }
  | { readonly say: 'subject'; readonly subject: FrameSubject }
  | { readonly say: 'appearance'; readonly appearance: Appearance }
  | { readonly say: 'fonts'; readonly fonts: readonly CustomFontSource[] }
  | { readonly say: 'options'; readonly options: Readonly<Record<string, unknown>> }
  /** What a click on a wallet is to open, and what it shows. */
  | { readonly say: 'open'; readonly details: Readonly<Record<string, unknown>> }
  | { readonly say: 'focus' | 'blur' | 'clear' | 'collapse' }
  | { readonly say: 'request'; readonly id: number; readonly request: FrameRequest };

/** What a page may ask a frame and wait for. */
export type FrameRequest =
  | { readonly what: 'validate' }
  | { readonly what: 'confirm'; readonly confirm: ConfirmRequest }
  | { readonly what: 'confirm_intent' | 'create_token'; readonly request: IntentParams };

export type FrameAnswer =
  | { readonly what: 'validate'; readonly error: string | null; readonly value: unknown }
  | { readonly what: 'confirm'; readonly reply: Reply }
  | { readonly what: 'confirm_intent'; readonly reply: ApiReply<PaymentIntent> }
  | { readonly what: 'create_token'; readonly reply: ApiReply<ConfirmationToken> }
  | { readonly what: 'challenge'; readonly reply: ChallengeReply }
  | { readonly what: 'closed' };

export type FromFrame =
  | { readonly say: 'hello' }
  | { readonly say: 'ready' }
  /** CSS pixels that the content needs. */
  | { readonly say: 'height'; readonly height: number }
  | { readonly say: 'event'; readonly name: string; readonly detail: Readonly<Record<string, unknown>> }
  | { readonly say: 'answer'; readonly id: number; readonly answer: FrameAnswer };

/** Messages carry this, so that others on the page can tell them from theirs. */
export const CHANNEL = 'stripe-sandbox';

export interface Envelope<Message> {
  readonly channel: typeof CHANNEL;
  readonly message: Message;
}

/** The message in an event's data, or null where it is none of ours. Whom it came from is for the caller to check. */
export function messageIn<Message>(data: unknown): Message | null {
  if (typeof data !== 'object' || data === null || !('channel' in data) || data.channel !== CHANNEL) return null;
  return (data as Envelope<Message>).message;
}
