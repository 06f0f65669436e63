import type { Wallet } from '../../payment/wallets.js';

const OPTION_OF: Readonly<Record<Wallet, string>> = { link: 'link', apple_pay: 'applePay', google_pay: 'googlePay' };

/** Whether the page wants to do without that wallet. */
export function isLeftOut(wallet: Wallet, options: Readonly<Record<string, unknown>>): boolean {
  const { paymentMethods } = options;
  return (
    typeof paymentMethods === 'object' &&
    paymentMethods !== null &&
    Reflect.get(paymentMethods, OPTION_OF[wallet]) === 'never'
  );
}
