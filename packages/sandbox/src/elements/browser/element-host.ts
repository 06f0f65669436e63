import type { Appearance, CustomFontSource, StripeCheckoutContact } from '@stripe/stripe-js';
import type { FrameSettings, FrameSubject, SessionUpdate, WireError } from '../protocol.js';

/** What `Stripe(key, options)` made. */
export interface StripeInstance {
  /** The sandbox's, without a trailing slash. */
  readonly origin: string;
  readonly key: string;
  /** `auto` is the browser's. */
  readonly locale: string;
}

export type Loaded = { readonly ok: true } | { readonly ok: false; readonly error: WireError };

/** What an element has told the page: whether it is filled in, and with what the page may know of it. */
export interface ElementValue {
  readonly complete: boolean;
  readonly email?: string;
  readonly contact?: StripeCheckoutContact;
  readonly phone?: string;
}

export type ValueOf = 'payment' | 'contactDetails' | 'shippingAddress' | 'billingAddress';

/** Whom the elements of one group belong to: a Checkout Session, or an intent that is there or is still to be made. */
export interface ElementHost {
  readonly origin: string;
  /** Whether there is anything to show. */
  readonly loaded: Promise<Loaded>;
  readonly appearance: Appearance;
  readonly fonts: readonly CustomFontSource[];
  /** What every frame of the group is told. */
  readonly frameSettings: Omit<FrameSettings, 'options' | 'challenge'>;
  /** Called when the sandbox has said something new about what is being paid for. */
  onUpdate(handler: (subject: FrameSubject) => void): void;
  valueOf(element: ValueOf): ElementValue | null;
  /** Null when the element is gone. */
  setValue(element: ValueOf, value: ElementValue | null): void;
  /** The buyer has left a field that is complete: whoever wants to know of it may be told now. */
  buyerEntered(update: SessionUpdate): void;
}
