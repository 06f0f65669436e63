import type { InvoiceMessages } from '../messages/messages.js';

const ASK_THE_SHOP = 'Please ask the shop.';
const DO_NOT_PAY_AGAIN = 'Please do not pay again.';

export const invoiceEn: InvoiceMessages = {
  asking: 'Looking up your invoice…',
  invoice: (number) => (number ? `Invoice ${number}` : 'Invoice'),
  due: (day) => `Please pay by ${day}.`,
  overdue: (day) => `This was due on ${day}.`,
  rest: 'Further lines',
  paid: 'Paid so far',
  remaining: 'Left to pay',
  statuses: {
    draft: ['This invoice is not ready yet', 'The shop is still writing it. Please come back later, or ask the shop.'],
    paid: ['This invoice is paid', 'Thank you. There is nothing left to pay.'],
    nothing_due: ['Nothing is due', 'There is nothing to pay on this invoice.'],
    processing: ['A payment is on its way', `It can take some days. ${DO_NOT_PAY_AGAIN}`],
    collecting: ['This invoice is being paid', 'The shop is charging it as you have agreed. You need not do anything.'],
    void: ['This invoice was cancelled', 'There is nothing to pay.'],
    uncollectible: [
      'This invoice is closed',
      `The shop does not ask for it any more. If you want to pay it: ${ASK_THE_SHOP}`,
    ],
    unavailable: ['This invoice cannot be paid here', ASK_THE_SHOP],
  },
  unknownStatus: ['We could not tell how this invoice stands', `${DO_NOT_PAY_AGAIN} ${ASK_THE_SHOP}`],
  formLoading: 'Loading the payment form…',
  pay: (total) => `Pay ${total}`,
  offline: 'You are offline. Nothing was charged; try again when you are back.',
  unavailable: ['The payment form cannot be loaded here', 'Nothing was charged. Please try again, or ask the shop.'],
  notPaid: 'This invoice is not paid yet',
  payAgain: 'Pay this invoice',
  openAgain: 'To pay it, please open the link of the invoice once more.',
};
