import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { BILLING, type Stand } from '../test-stack/billing-shop.js';
import { openInbox, SINK_SECRET, type Inbox } from '../test-stack/inbox.js';
import type { Runtime } from '../test-stack/runtime.js';
import { openShop, type TestShop } from '../test-stack/shop.js';
import { firstPaymentSuite } from './first-payment.suite.js';
import { invoiceFooterSuite } from './invoice-footer.suite.js';
import { invoiceOnceSuite } from './invoice-once.suite.js';
import { invoiceSuite } from './invoice.suite.js';
import { portalSuite } from './portal.suite.js';
import { renewalSuite } from './renewal.suite.js';
import { subscriptionSuite } from './subscription.suite.js';

const SUITES: readonly ((stand: Stand) => void)[] = [
  invoiceSuite,
  invoiceOnceSuite,
  invoiceFooterSuite,
  subscriptionSuite,
  firstPaymentSuite,
  renewalSuite,
  portalSuite,
];

export function billingSuite(runtime: Runtime): void {
  describe(`billing on ${runtime.name}`, () => {
    let shop: TestShop;
    let inbox: Inbox;
    beforeAll(async () => {
      inbox = await openInbox();
      shop = await openShop(runtime, {
        ...BILLING,
        CART_SINK_URL: inbox.url,
        CART_SINK_SECRET: SINK_SECRET,
      });
    });
    beforeEach(async () => {
      await shop.control('reset');
      inbox.taken.length = 0;
    });
    afterAll(async () => {
      await shop.close();
      await inbox.close();
    });

    for (const suite of SUITES) suite(() => ({ shop, inbox }));
  });
}
