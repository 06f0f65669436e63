/** The text of src/elements/browser/uncovered-members.ts for the pinned @stripe/stripe-js. */
export function uncoveredMembers(): string;
