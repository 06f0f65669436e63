// The parameter types that the sandbox accepts, by operation. `generate.mjs` turns this list into JSON Schema.
import type Stripe from 'stripe';

export interface Params {
  'charges.retrieve': Stripe.ChargeRetrieveParams;
  'checkout.sessions.create': Stripe.Checkout.SessionCreateParams;
  'checkout.sessions.expire': Stripe.Checkout.SessionExpireParams;
  'checkout.sessions.list': Stripe.Checkout.SessionListParams;
  'checkout.sessions.listLineItems': Stripe.Checkout.SessionListLineItemsParams;
  'checkout.sessions.retrieve': Stripe.Checkout.SessionRetrieveParams;
  'checkout.sessions.update': Stripe.Checkout.SessionUpdateParams;
  'customers.create': Stripe.CustomerCreateParams;
  'customers.list': Stripe.CustomerListParams;
  'customers.retrieve': Stripe.CustomerRetrieveParams;
  'events.list': Stripe.EventListParams;
  'events.retrieve': Stripe.EventRetrieveParams;
  'paymentIntents.list': Stripe.PaymentIntentListParams;
  'paymentIntents.retrieve': Stripe.PaymentIntentRetrieveParams;
  'prices.create': Stripe.PriceCreateParams;
  'prices.list': Stripe.PriceListParams;
  'prices.retrieve': Stripe.PriceRetrieveParams;
  'prices.update': Stripe.PriceUpdateParams;
  'products.create': Stripe.ProductCreateParams;
  'products.list': Stripe.ProductListParams;
  'products.retrieve': Stripe.ProductRetrieveParams;
  'products.update': Stripe.ProductUpdateParams;
  'refunds.create': Stripe.RefundCreateParams;
  'shippingRates.create': Stripe.ShippingRateCreateParams;
  'shippingRates.list': Stripe.ShippingRateListParams;
  'shippingRates.retrieve': Stripe.ShippingRateRetrieveParams;
  'webhookEndpoints.create': Stripe.WebhookEndpointCreateParams;
  'webhookEndpoints.del': Stripe.WebhookEndpointDeleteParams;
  'webhookEndpoints.list': Stripe.WebhookEndpointListParams;
  'webhookEndpoints.retrieve': Stripe.WebhookEndpointRetrieveParams;
}
