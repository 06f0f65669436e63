import type Stripe from 'stripe';
import type { InvoiceRecord, WireInvoiceItem } from '../billing/invoice-record.js';
import type { PortalSessionRecord } from '../billing/portal-session.js';
import type { SubscriptionRecord } from '../billing/subscription-record.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import type { PaymentLinkRecord } from '../checkout/payment-link-record.js';
import type { Clock } from '../clock.js';
import type { Ledger } from '../ledger.js';
import type { ConfirmationTokenRecord } from '../payment/confirmation-token.js';
import type { DoomedRefund } from '../payment/failed-refund.js';
import type { Hold } from '../payment/hold.js';
import type { KeptPaymentMethod } from '../payment/kept-payment-method.js';
import type { PaymentMethodType } from '../payment/payment-methods.js';
import type { PendingAction, PendingDebit } from '../payment/pending-action.js';
import type { Purpose } from '../payment/purpose.js';
import type { Voucher } from '../payment/voucher.js';
import { newId } from './identifier.js';
import { USUAL_WALLETS, type Wallet } from '../payment/wallets.js';
import type { WireCurrencyOptions, WirePrice } from './wire.js';

/** The API version that everything here is written in: the one the pinned SDK sends. */
export const API_VERSION = '2026-10-28.endive';

/** Everything one Stripe test account holds. Maps keep insertion order, which lists then answer in reverse. */
export class Account {
  readonly products = new Map<string, Stripe.Product>();
  readonly prices = new Map<string, WirePrice>();
  /** The currencies of prices beside their own, by price: shown only when asked for. */
  readonly currencyOptions = new Map<string, WireCurrencyOptions>();
  readonly customers = new Map<string, Stripe.Customer>();
  readonly shippingRates = new Map<string, Stripe.ShippingRate>();
  readonly coupons = new Map<string, Stripe.Coupon>();
  readonly promotionCodes = new Map<string, Stripe.PromotionCode>();
  readonly paymentLinks = new Map<string, PaymentLinkRecord>();
  readonly sessions = new Map<string, CheckoutRecord>();
  readonly paymentIntents = new Map<string, Stripe.PaymentIntent>();
  /** What an intent pays for, by its id: a session or an invoice; not there for an intent that the shop made itself. */
  readonly purposes = new Map<string, Purpose>();
  readonly setupIntents = new Map<string, Stripe.SetupIntent>();
  /** PaymentMethods with what is behind them, by id. */
  readonly keptPaymentMethods = new Map<string, KeptPaymentMethod>();
  readonly confirmationTokens = new Map<string, ConfirmationTokenRecord>();
  readonly charges = new Map<string, Stripe.Charge>();
  readonly refunds = new Map<string, Stripe.Refund>();
  readonly invoices = new Map<string, InvoiceRecord>();
  readonly invoiceItems = new Map<string, WireInvoiceItem>();
  readonly invoicePayments = new Map<string, Stripe.InvoicePayment>();
  readonly subscriptions = new Map<string, SubscriptionRecord>();
  readonly portalConfigurations = new Map<string, Stripe.BillingPortal.Configuration>();
  /** By what the address of its page ends with. */
  readonly portalSessions = new Map<string, PortalSessionRecord>();
  readonly paymentMethodDomains = new Map<string, Stripe.PaymentMethodDomain>();
  readonly disputes = new Map<string, Stripe.Dispute>();
  readonly events = new Map<string, Stripe.Event>();
  readonly webhookEndpoints = new Map<string, Stripe.WebhookEndpoint & { secret: string }>();
  /** Challenges and redirects that wait for the buyer. */
  readonly actions = new Map<string, PendingAction>();
  /** Debits that wait for the bank. */
  readonly debits = new Set<PendingDebit>();
  /** Vouchers that buyers have not been to the till with. */
  readonly vouchers = new Set<Voucher>();
  /** Refunds that banks will send back. */
  readonly doomedRefunds = new Set<DoomedRefund>();
  /** Money that banks hold until the shop captures it. */
  readonly holds = new Set<Hold>();
  /** The methods switched on in the Dashboard; null for all. `setPaymentMethodTypes` writes it. */
  paymentMethodTypes: readonly PaymentMethodType[] | null = null;
  /** The wallets of the buyer's browser. `setWallets` writes it. */
  wallets: readonly Wallet[] = USUAL_WALLETS;
  /** The currency of the buyers' country; null for the session's own. `setBuyerCurrency` writes it. */
  buyerCurrency: string | null = null;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly #onEvent: (event: Stripe.Event) => void;

  constructor(clock: Clock, ledger: Ledger, onEvent: (event: Stripe.Event) => void) {
    this.clock = clock;
    this.ledger = ledger;
    this.#onEvent = onEvent;
  }

  /** Notes in the ledger that an object reached a state. */
  reached(object: { id: string; object: string }, state: string): void {
    this.ledger.add({ kind: 'object', at: this.clock.now(), id: object.id, object: object.object, state });
  }

  /** Records an event with a snapshot of its object, and hands it to whoever delivers webhooks. */
  emit(type: Stripe.Event.Type, object: object): void {
    const event = {
      id: newId('evt'),
      object: 'event',
      api_version: API_VERSION,
      created: this.clock.now(),
      data: { object: structuredClone(object) },
      livemode: false,
      pending_webhooks: 0,
      request: { id: null, idempotency_key: null },
      type,
    } as unknown as Stripe.Event;
    this.events.set(event.id, event);
    this.#onEvent(event);
  }
}
