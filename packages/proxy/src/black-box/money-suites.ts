import type { Runtime } from '../test-stack/runtime.js';
import { attemptSuite } from './attempt.suite.js';
import { billingSuite } from './billing.suite.js';
import { cartSuite } from './cart.suite.js';
import { elementsSuite } from './elements.suite.js';
import { embeddedSuite } from './embedded.suite.js';
import { fixedLinkSuite } from './fixed-link.suite.js';
import { intentOrdersSuite } from './intent-orders.suite.js';
import { intentSettingsSuite } from './intent-settings.suite.js';
import { intentSuite } from './intent.suite.js';
import { laterStatesSuite } from './later-states.suite.js';
import { linkSuite } from './link.suite.js';
import { modeSwitchSuite } from './mode-switch.suite.js';
import { orderSuite } from './order.suite.js';
import { retiredLinkSuite } from './retired-link.suite.js';
import { returnSuite } from './return.suite.js';
import { secretRollSuite } from './secret-roll.suite.js';
import { stripeDeliverySuite } from './stripe-delivery.suite.js';
import { visitedLinkSuite } from './visited-link.suite.js';
import { webhookSuite } from './webhook.suite.js';

/** What the proxy does about money, in test files of its own: they run beside the others. */
const SUITES: readonly ((runtime: Runtime) => void)[] = [
  attemptSuite,
  billingSuite,
  cartSuite,
  elementsSuite,
  embeddedSuite,
  fixedLinkSuite,
  intentOrdersSuite,
  intentSettingsSuite,
  intentSuite,
  laterStatesSuite,
  linkSuite,
  modeSwitchSuite,
  orderSuite,
  retiredLinkSuite,
  returnSuite,
  secretRollSuite,
  stripeDeliverySuite,
  visitedLinkSuite,
  webhookSuite,
];

export function describeMoney(runtime: Runtime): void {
  for (const suite of SUITES) suite(runtime);
}
