import type { FixedLinkMessages } from '../../../messages/messages.js';

export const fixedLinkEn: FixedLinkMessages = {
  youSet: (things) => `You set the quantities on the payment page. It starts with ${things}.`,
  noLink: 'This cart cannot be paid for in one go',
  instead:
    'The shop takes payments for certain combinations only. You can change your cart, or pay for one thing at a time:',
  askTheShop: 'The shop takes payments for certain combinations only, and none is near this one. Please tell the shop.',
  add: (things) => `Add ${things}`,
  takeOut: (things) => `Take out ${things}`,
  cartNow: (things) => `Your cart is now ${things}.`,
  payOnly: (things) => `Pay for ${things} only`,
  back: [
    'You are back from Stripe',
    'This page cannot see whether you paid. If you did, the receipt Stripe sends you by e-mail is your proof.',
  ],
  cartKept: (things) => `You left to pay for ${things}. Your cart stays as it is until you say so.`,
  havePaid: 'I have paid: empty the cart',
  havePaidPart: 'I have paid: take that out of the cart',
  havePaidFor: (things) => `I have paid for ${things}`,
  thanks: ['Thank you', 'What you paid for is out of your cart. The receipt Stripe sends you by e-mail is your proof.'],
};
