import { visit, type Answer, type NoAnswer } from './visit.js';

/** A page, and what it answered. */
export interface VisitedPage {
  /** As it was given; where redirects led to is in the answer. */
  readonly address: string;
  readonly answer: Answer | NoAnswer;
}

export async function visitPages(addresses: readonly string[]): Promise<readonly VisitedPage[]> {
  return Promise.all(addresses.map(async (address) => ({ address, answer: await visit(address) })));
}

/** The origins that browsers will say these pages are on: a redirect from shop.example to www.shop.example counts. */
export function originsOf(pages: readonly VisitedPage[]): readonly string[] {
  return [...new Set(pages.map(({ address, answer }) => new URL(answer.reached ? answer.url : address).origin))];
}

/** Why it is no page that a buyer could use, or null if it is one. */
export function troubleWith({ answer }: VisitedPage): string | null {
  if (!answer.reached) return answer.why;
  return answer.status === 200 ? null : `status ${answer.status}`;
}
