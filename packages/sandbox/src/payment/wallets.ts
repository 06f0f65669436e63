/** The wallets of an express checkout that the sandbox has a stand-in for. */
export const WALLETS = ['link', 'apple_pay', 'google_pay'] as const;

export type Wallet = (typeof WALLETS)[number];

/** What a buyer has when no test says otherwise. */
export const USUAL_WALLETS: readonly Wallet[] = ['link'];

/**
 * Which wallets this buyer has, in this browser, on this domain: what decides it at Stripe is not in the sandbox, so
 * that a test decides.
 *
 * @returns false, and nothing is changed, when one of them is none of `WALLETS`
 */
export function setWallets(account: { wallets: readonly Wallet[] }, wallets: readonly string[]): boolean {
  const known = WALLETS.filter((each) => wallets.includes(each));
  if (known.length !== new Set(wallets).size) return false;
  account.wallets = known;
  return true;
}
