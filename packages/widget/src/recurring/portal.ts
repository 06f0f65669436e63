import type { PortalReply, ROUTES, VerifiedOrder } from '@stripe-cart/contract';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { isStripes } from '../checkout/modes/open-payment.js';
import { requirePage } from '../page/current-page.js';
import { ask, hasTexts } from '../proxy-client.js';
import { storefrontOf } from '../storefront.js';
import { keptTokens } from './kept-tokens.js';
import { recurringEn as words } from './recurring-en.js';

const PORTAL: (typeof ROUTES)['portal']['path'] = '/v1/portal';

/**
 * Leads to Stripe's customer portal. Only in the browser that began the subscription, which has the attempt's token, and
 * where the shop has opened the portal to its buyers: an order's own link, which may be shared, shows it to nobody.
 */
export function manageButton({ attempt }: VerifiedOrder): TemplateResult | typeof nothing {
  const storefront = storefrontOf(requirePage());
  const { config, problem } = storefront.catalog;
  const token = keptTokens(storefront.page.store.key).find((one) => one.attempt === attempt)?.resume;
  if (!token) return nothing;
  if (!config && !problem) void storefront.loadCatalog();
  return config?.portal
    ? html`<p class="row actions">
        <button part="manage" @click=${({ currentTarget }: Event) => void goToPortal(currentTarget, token)}>
          ${words.manage}
        </button>
        <span class="note" role="status"></span>
      </p>`
    : nothing;
}

/** By an address that is good for one visit, and to no other place than the shop's proxy names as Stripe's. */
async function goToPortal(button: EventTarget | null, token: string): Promise<void> {
  if (!(button instanceof HTMLElement) || button.ariaDisabled === 'true') return;
  const storefront = storefrontOf(requirePage());
  button.ariaDisabled = 'true';
  const reply = await ask(storefront.page.proxy + PORTAL.slice(1), isPortal, { token });
  button.ariaDisabled = 'false';
  const { config } = storefront.catalog;
  if (reply.ok && config && isStripes(reply.value.url, config)) {
    location.href = reply.value.url;
    return;
  }
  if (!reply.ok) storefront.report(reply.problem);
  const answer = button.nextElementSibling;
  if (answer) answer.textContent = words.notManaged;
}

function isPortal(value: unknown): value is PortalReply {
  return hasTexts(value, 'url');
}
