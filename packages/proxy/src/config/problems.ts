/** One thing that is wrong with the configuration: where, and how to mend it. The value itself is never repeated. */
export interface ConfigProblem {
  /** The variable, or the path inside what it holds, as in `CART_CATALOG items.3.amounts.eur`. */
  readonly at: string;
  /** A sentence for the owner: what is wrong and what to do about it. */
  readonly mend: string;
}

/** Thrown where an unsafe or ambiguous configuration would otherwise have begun to take payments. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(['stripe-cart is not configured to sell:', ...problems.map(({ at, mend }) => `  ${at}: ${mend}`)].join('\n'));
    this.problems = problems;
  }
}
