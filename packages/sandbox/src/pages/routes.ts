import { Hono } from 'hono';
import { answerCheckoutPage, type PageState } from './checkout.js';
import { answerAuthorize, answerEmbeddedPage } from './embedded-page.js';
import { answerInvoicePage } from './invoice.js';
import { answerPaymentLink } from './payment-link.js';
import { answerPortalPage } from './portal.js';
import { inspectorPage, objectPage } from './inspector.js';
import { assetResponse, SCRIPT_PATH, STYLE_PATH } from './page.js';
import { PAGE_SCRIPT } from './page-script.js';
import { STYLES } from './styles.js';

/** Everything of the sandbox that a person looks at: the payment page, the bank's page, the account, and what they are drawn with. */
export function pageRoutes(state: () => PageState): Hono {
  const app = new Hono();
  app.on(['GET', 'POST'], '/c/pay/:id', (c) => answerCheckoutPage(c.req.raw, c.req.param('id'), state()));
  app.on(['GET', 'POST'], '/c/embedded/:secret', (c) => answerEmbeddedPage(c.req.raw, c.req.param('secret'), state()));
  app.on(['GET', 'POST'], '/i/:token', (c) => answerInvoicePage(c.req.raw, c.req.param('token'), state()));
  app.on(['GET', 'POST'], '/p/session/:token', (c) => answerPortalPage(c.req.raw, c.req.param('token'), state()));
  app.get('/links/:token', (c) => answerPaymentLink(c.req.raw, c.req.param('token'), state()));
  app.on(['GET', 'POST'], '/authorize/:id', (c) => answerAuthorize(c.req.raw, c.req.param('id'), state()));
  app.get('/', (c) => inspectorPage(c.req.raw, state()));
  app.get('/inspect/:id', (c) => objectPage(c.req.param('id'), state()));
  app.get(STYLE_PATH, () => assetResponse('text/css', STYLES));
  app.get(SCRIPT_PATH, () => assetResponse('text/javascript', PAGE_SCRIPT));
  return app;
}
