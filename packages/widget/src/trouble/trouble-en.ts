import type { TroubleMessages } from '../messages/messages.js';

const TRY_AGAIN = 'Nothing was charged. Please try again in a moment.';
const TELL_THE_SHOP = 'Nothing was charged. Please tell the shop, and try again later.';
const LOOK_THROUGH = 'Please look through your cart.';
const REST_IS_FINE = 'The rest of your cart can still be ordered.';
const DIFFERENT_CURRENCIES = 'These are priced in different currencies. Please order them one after the other.';
const DIFFERENT_TERMS = 'These are charged at different times. Please order them one after the other.';
const ON_ITS_WAY = 'Your payment is on its way';
const SOME_DAYS = 'It can take some days. Please do not pay again.';
const NOTHING_CHARGED = 'Nothing was charged.';

export const troubleEn: TroubleMessages = {
  problems: {
    offline: 'You are offline. Your cart is safe; try again when you are back.',
    timeout: `This takes too long. ${TRY_AGAIN}`,
    unreachable: `The shop's checkout cannot be reached. ${TRY_AGAIN}`,
    no_proxy: `The shop's checkout is not set up. ${TELL_THE_SHOP}`,
    body_timeout: `Your connection is slow. ${TRY_AGAIN}`,
    item_unavailable: `Something in your cart is not available any more. ${LOOK_THROUGH}`,
    unknown_item: `Something in your cart is not sold any more. ${LOOK_THROUGH}`,
    invalid_quantity: `Something in your cart is not sold in this quantity. ${LOOK_THROUGH}`,
    invalid_option: `A choice in your cart is not offered any more. ${LOOK_THROUGH}`,
    mixed_currency: DIFFERENT_CURRENCIES,
    mixed_billing: DIFFERENT_TERMS,
    empty_cart: 'Your cart is empty. Please add something.',
    too_many_lines: 'There are too many different things in this cart. Please order them in two parts.',
    cart_too_large: 'There is too much text in this cart. Please order in two parts.',
    amount_too_small: 'This total is too small to be paid online. Please add something.',
    amount_too_large: 'This total is too large for one payment. Please order in two parts.',
    shipping_option_unavailable: 'This way of shipping is not offered any more. Please choose another one.',
    attempt_conflict: `This payment could not be started. ${TRY_AGAIN}`,
    checkout_in_progress:
      'This checkout is being started already, perhaps in another tab. Please try again in a moment.',
    payment_unresolved: 'An earlier payment of this cart is still open. Please finish or cancel it, then try again.',
    rate_limited: `That was a little too often. ${TRY_AGAIN}`,
    overloaded: `The shop is very busy. ${TRY_AGAIN}`,
    stripe_unavailable: `The payment service does not answer. ${TRY_AGAIN}`,
    stripe_timeout: `The payment service takes too long. ${TRY_AGAIN}`,
    catalog_unavailable: 'Prices cannot be had at the moment. Please try again shortly.',
    closed: 'This shop sells nothing at the moment. Please come back later.',
    order_not_found: 'No such order was found. Please try again, or ask the shop.',
    invoice_not_found: 'This link opens no invoice. Please use the whole link that the shop has sent you.',
    invoice_link_expired: 'This link is too old. Please ask the shop for a new one.',
  },
  lookThrough: 'Show the cart as it is now',
  owner: `Something is wrong with this checkout. ${TELL_THE_SHOP}`,
  reference: (id) => `Reference: ${id}`,
  obstacles: {
    unknown_item: `No longer sold. ${REST_IS_FINE}`,
    item_unavailable: `Not available at the moment. ${REST_IS_FINE}`,
    invalid_option: 'Please choose again: this choice is not offered.',
    invalid_quantity: 'Not sold in this quantity.',
  },
  conflicts: { mixed_currency: DIFFERENT_CURRENCIES, mixed_billing: DIFFERENT_TERMS },
  orders: {
    free: ['Thank you for your order', 'Nothing was due.'],
    trialing: ['Thank you, your subscription has begun', 'Nothing is due today.'],
    authorised: ['Thank you for your order', 'The amount is held, and not taken yet. The shop takes it later.'],
    pending: [ON_ITS_WAY, `${SOME_DAYS} This page says so when it has arrived; you can come back to it.`],
    unpaid: ['Not paid yet', NOTHING_CHARGED],
    failed: ['The payment did not go through', NOTHING_CHARGED],
    canceled: ['The payment was cancelled', NOTHING_CHARGED],
    expired: ['The payment was not finished in time', NOTHING_CHARGED],
    refunded: ['This order was refunded', 'The money goes back to where it came from.'],
    partly_refunded: ['This order was partly refunded', 'Part of the money goes back to where it came from.'],
    disputed: ['This order is disputed', 'The bank has been asked to return this payment.'],
    review: ['The shop is looking at your order', 'Your payment was received. Please do not pay again.'],
    unverified: [
      'We could not confirm a payment',
      'This link belongs to no payment that we know, or it is too old. The receipt in your e-mail is the proof of one.',
    ],
    unreachable: [
      'We could not confirm your payment yet',
      'The shop cannot be reached. The payment may well have worked: please check again before you pay once more.',
    ],
  },
  noOrder: ['There is no payment to show here', 'The receipt that you get by e-mail is the proof of a payment.'],
  pendingInCart: [
    ON_ITS_WAY,
    `${SOME_DAYS} Until it has arrived your cart shows what you ordered, and you can check again there.`,
  ],
  checkedAt: (time) => `Checked at ${time}`,
  charged: (amount) => `Charged as ${amount}`,
  cartAsLeft: 'Your cart is as you left it.',
  payAgain: 'Try to pay again',
  orderedElsewhere: 'This was ordered in another browser. The cart in this one is not changed by it.',
  payElsewhere: 'This was ordered in another browser. Please go back to it: your cart is there.',
  choose: 'Please choose',
  paidElsewhere: 'This order was paid in another tab.',
  priceChanged: 'The price has changed since you saw it',
  priceWas: (before, now) => `was ${before}, now ${now}`,
  agree: (total) => `Continue with ${total}`,
  beingPaid: 'Payment under way',
  beingPaidNote: 'These are ordered already. You need not pay for them again.',
  orderAgain: 'Order again',
};
