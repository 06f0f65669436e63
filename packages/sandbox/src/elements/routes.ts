import { Hono } from 'hono';
import type { Account } from '../account/account.js';
import { answerClient, answerEmbedded } from './client-api.js';
import { answerIntentChallenge, answerOffer } from './elements-offer.js';
import { framePage, frameScript, frameStyles, respond } from './frame-page.js';
import { answerBrowser, BROWSER_PATHS } from './intent-api.js';
import { isFrameName } from './protocol.js';
import { STRIPE_JS } from './scripts.generated.js';

export interface ElementsState {
  readonly account: Account;
  /** Where the sandbox is reached, without a trailing slash; it is written into the script. */
  readonly origin: string;
}

/** What a page asks about, where it is not a session that its elements show. */
const ANSWERS = new Map<string, (account: Account, body: string) => { readonly ok: boolean }>([
  ['embedded', answerEmbedded],
  ['offer', answerOffer],
  ['intent_challenge', answerIntentChallenge],
]);

/** `window.Stripe` at `/endive/stripe.js`, its frames under `/elements`, and what these ask of the sandbox. */
export function elementsRoutes(state: () => ElementsState): Hono {
  const app = new Hono();
  app.get('/endive/stripe.js', () => {
    const script = STRIPE_JS.replace('__STRIPE_SANDBOX_ORIGIN__', () => state().origin);
    return respond('text/javascript', script, { 'access-control-allow-origin': '*' });
  });
  app.get('/elements/frame.js', () => frameScript());
  app.get('/elements/frame.css', () => frameStyles());
  app.get('/elements/:frame', (c) => {
    const name = c.req.param('frame');
    return isFrameName(name) ? framePage(name) : c.notFound();
  });
  app.post('/_elements/:request', async (c) => {
    const name = c.req.param('request');
    const body = await c.req.text();
    const { account } = state();
    const reply = (ANSWERS.get(name) ?? answerClient)(account, body, name);
    // Any shop's page may ask: what opens a session is its secret.
    c.header('access-control-allow-origin', '*');
    c.header('cache-control', 'no-store');
    return c.json(reply, reply.ok ? 200 : 400);
  });
  app.on(['GET', 'POST'], [...BROWSER_PATHS], async (c, next) => (await answerBrowser(c.req.raw, state())) ?? next());
  return app;
}
