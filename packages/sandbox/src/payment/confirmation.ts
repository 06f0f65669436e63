import type { Decline } from './cards.js';

/** What the page learns when the buyer has pressed its button, or a server when it has confirmed for them. */
export type Confirmation =
  /** Paid, being processed (a delayed method), or nothing was due. */
  | { readonly is: 'complete' }
  /** Not paid, and open for another try. */
  | ({ readonly is: 'declined' } & Decline)
  /** 3D Secure: show the challenge, and answer it with `answerChallenge`. */
  | { readonly is: 'challenge'; readonly id: string }
  /** The buyer leaves for `url`, and answers there with `answerRedirect`. */
  | { readonly is: 'redirect'; readonly url: string };
