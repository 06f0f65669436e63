/** What Stripe.js throws at a page that uses it wrongly: a mistake of the page's author, never the buyer's. */
export class IntegrationError extends Error {
  override readonly name = 'IntegrationError';
}

/** A member of Stripe.js that the sandbox has no stand-in for. */
export function notCovered(member: string): never {
  throw new Error(`${member} is not covered by the sandbox.`);
}
