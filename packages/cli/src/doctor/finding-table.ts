/** How much a finding matters: an `error` costs sales or safety, a `warning` is worth a look, a `note` is for the record. */
export type Severity = 'error' | 'warning' | 'note';

/** One row per code. Codes are stable; the README's table is made of these rows, and a test compares. */
export const FINDINGS = {
  // The proxy.
  proxy_unreachable: [
    'error',
    'Nothing answers at the proxy’s address.',
    'Deploy or start it, and check the address and its certificate.',
  ],
  not_a_proxy: [
    'error',
    'Something answers there, but it is no stripe-cart proxy.',
    'Give the address in CART_PUBLIC_URL; another server may stand in front of it.',
  ],
  proxy_misconfigured: [
    'error',
    'The proxy refuses to sell, because a setting is wrong.',
    'Its log names the setting and the mend: wrangler tail, or the output of the process.',
  ],
  proxy_not_https: [
    'error',
    'The proxy is reached without TLS.',
    'Use https: pages on https may not call it otherwise, and what is sent can be read on the way.',
  ],
  version_differs: [
    'warning',
    'The proxy is of another version than this command line.',
    'Update the older one; until then some of what is said here may not fit.',
  ],
  clock_skew: [
    'error',
    'A clock is wrong by more than a minute.',
    'Set it by NTP: at five minutes the proxy refuses Stripe’s events.',
  ],
  shop_closed: ['warning', 'The shop is closed: nothing is sold.', 'Take CART_CLOSED away to open it.'],
  test_mode: [
    'note',
    'The proxy has a test key: nothing is sold for real.',
    'Give it a live key when the shop is to open.',
  ],

  // The key.
  key_wrong: [
    'error',
    'That is no secret key of Stripe’s.',
    'Take the one that begins with rk_ or sk_ from the Dashboard → Developers → API keys.',
  ],
  key_refused: [
    'error',
    'Stripe does not accept the key.',
    'It was rolled, deleted or mistyped: take a new one from the Dashboard → Developers → API keys.',
  ],
  key_unrestricted: [
    'warning',
    'The key may do everything in the account.',
    'Make a restricted one with the permissions in the proxy’s README, and use that.',
  ],
  key_mode_differs: [
    'error',
    'Key and proxy belong to different modes: one is live, the other is test.',
    'Take both from the same mode.',
  ],
  permission_missing: [
    'error',
    'The key may not do what the proxy needs.',
    'Edit the key in the Dashboard → Developers → API keys, and set this permission.',
  ],
  permission_conditional: [
    'note',
    'The key lacks a permission that the proxy needs only with a setting that is not seen from here.',
    'If the setting is on, edit the key in the Dashboard → Developers → API keys, and set this permission.',
  ],
  permission_unknown: [
    'note',
    'Whether the key may do this could not be determined.',
    'Compare it with the permissions in the proxy’s README.',
  ],
  api_version_refused: [
    'error',
    'Stripe does not speak the API version that this release is made for.',
    'Update stripe-cart.',
  ],
  stripe_unreachable: ['error', 'Stripe could not be asked.', 'Try again; see status.stripe.com.'],

  // The pages.
  page_unreachable: [
    'error',
    'The page does not answer as a page should.',
    'Check the address; a buyer would see the same.',
  ],
  origin_not_allowed: [
    'error',
    'The page’s origin may not call the proxy.',
    'Add it to CART_ORIGINS, written exactly like this.',
  ],
  cors_stripped: [
    'error',
    'The proxy’s CORS headers do not arrive.',
    'Something in front of the proxy takes them away or answers OPTIONS by itself; let it pass both on.',
  ],
  cart_missing: [
    'error',
    'The page loads no cart.',
    'Paste the script tag into it: <script type="module" src="https://YOUR-PROXY/stripe-cart.js"></script>',
  ],
  other_proxy: [
    'error',
    'The page’s cart talks to another proxy.',
    'Change the script’s address, or the proxy attribute of <stripe-cart>.',
  ],
  script_not_module: [
    'error',
    'The script is loaded as a classic script, and cannot run as one.',
    'Add type="module" to its tag.',
  ],
  widget_unreachable: [
    'error',
    'The script that the page names is not there.',
    'Use /stripe-cart.js, or the version that the proxy serves now.',
  ],
  integrity_mismatch: [
    'error',
    'The script is not the one that the integrity hash in the page belongs to.',
    'Take the hash from /vX.Y.Z/integrity.json of the proxy, for that version’s address.',
  ],
  integrity_unpinned: [
    'warning',
    'The page pins the hash of an address that changes with each release.',
    'Name /vX.Y.Z/stripe-cart.js when you give a hash.',
  ],
  csp_script: [
    'error',
    'The page’s Content-Security-Policy blocks a script that the cart needs.',
    'Add the source to script-src.',
  ],
  csp_connect: [
    'error',
    'The page’s Content-Security-Policy blocks a connection that the cart needs.',
    'Add the source to connect-src.',
  ],
  csp_frame: [
    'error',
    'The page’s Content-Security-Policy blocks a frame of Stripe’s.',
    'Add the source to frame-src.',
  ],
  csp_form: [
    'error',
    'The page’s Content-Security-Policy blocks the form that works without JavaScript.',
    'Add the source to form-action; Chrome asks for where the form leads in the end, too.',
  ],
  csp_trusted_types: [
    'error',
    'The page’s Content-Security-Policy keeps the cart from drawing.',
    'Allow the policy lit-html in trusted-types.',
  ],
  origin_null: [
    'error',
    'The form that works without JavaScript is sent without the page’s origin, and refused.',
    'Use another Referrer-Policy than this, such as strict-origin-when-cross-origin.',
  ],
  mode_not_offered: [
    'warning',
    'The page asks for a way to pay that the proxy does not offer.',
    'Set what that way needs, or leave the checkout attribute out; until then buyers pay on Stripe’s page.',
  ],
  item_unknown: [
    'error',
    'The page sells something that the catalogue does not list.',
    'Correct the id, or add the item to the catalogue.',
  ],
  secret_in_page: [
    'error',
    'A secret stands in the page, for everybody to read.',
    'Roll it in the Dashboard now, then take it out of the page.',
  ],

  // The catalogue.
  catalog_unavailable: [
    'error',
    'The proxy has no prices to sell by.',
    'Check CART_CATALOG; the proxy’s log says what is wrong with it.',
  ],
  catalog_empty: [
    'error',
    'The catalogue is empty.',
    'With prices in Stripe, mark a product with the metadata stripe_cart = 1; else fill catalog.json.',
  ],
  item_unavailable: [
    'warning',
    'An item is listed, but cannot be bought now.',
    'It is sold out (stock 0) or archived; take it from your pages, or bring it back.',
  ],
  item_below_minimum: [
    'warning',
    'An item costs less than Stripe charges, and can only be bought together with others.',
    'Raise its price or its smallest quantity, or leave it as it is.',
  ],
  item_not_sellable: [
    'error',
    'An item is listed, but the proxy refuses to sell it.',
    'Correct its entry in the catalogue.',
  ],

  // The way back.
  return_page_unreachable: [
    'error',
    'The page that buyers come back to does not answer.',
    'Publish it, or correct CART_RETURN_URL.',
  ],
  return_element_missing: [
    'error',
    'The page that buyers come back to cannot say what became of the payment.',
    'Put <stripe-cart-return></stripe-cart-return> and the script into it.',
  ],
  return_mode_differs: [
    'warning',
    'Buyers pay inside the page, and a page that they come back to would have them pay on Stripe’s.',
    'Put a <stripe-cart> with the same checkout into it: whose payment failed is then led back to your form.',
  ],

  // Invoices and subscriptions.
  invoice_page_unreachable: [
    'error',
    'The page that invoices are paid on does not answer.',
    'Publish it, or correct CART_INVOICE_URL.',
  ],
  invoice_element_missing: [
    'error',
    'The page that invoices are paid on cannot show one.',
    'Put <stripe-cart-invoice></stripe-cart-invoice> and the script into it.',
  ],
  portal_not_configured: [
    'error',
    'Buyers are offered the customer portal, and Stripe opens it to nobody.',
    'Save its settings in the Dashboard → Settings → Billing → Customer portal, once in each mode.',
  ],
  portal_unknown: [
    'note',
    'Whether the customer portal is set up could not be determined.',
    'Look in the Dashboard → Settings → Billing → Customer portal, or let the key read it.',
  ],

  // Wallets.
  wallet_domain_missing: [
    'warning',
    'Apple Pay is not shown inside the pages of this domain, because it is not registered.',
    'Add it in the Dashboard → Settings → Payments → Payment method domains; www is a domain of its own.',
  ],
  wallet_domain_inactive: [
    'warning',
    'The domain is registered, and Apple has not verified it.',
    'See what is wrong with it in the Dashboard → Settings → Payments → Payment method domains.',
  ],
  wallet_domain_unknown: [
    'note',
    'Whether the domains of the pages are registered for Apple Pay could not be determined.',
    'Look in the Dashboard → Settings → Payments → Payment method domains, or let the key read them.',
  ],

  // The webhook.
  webhook_unreachable: [
    'error',
    'Stripe’s events would not reach the proxy.',
    'Let POST requests to /v1/webhooks/stripe through, without a login and without a redirect.',
  ],
  webhook_unguarded: [
    'error',
    'The webhook’s address takes an event that nobody signed.',
    'Something else than the proxy answers there: correct the routing.',
  ],
  webhook_secret_wrong: [
    'error',
    'The proxy does not accept events signed with this secret.',
    'Put the signing secret of the endpoint, from Dashboard → Developers → Webhooks, into its STRIPE_WEBHOOK_SECRET.',
  ],
  webhook_not_registered: [
    'warning',
    'No webhook endpoint at Stripe leads to this proxy.',
    'Without one no order is handed on by itself; you still see all of them in the Dashboard. Add it under Developers → Webhooks.',
  ],
  webhook_disabled: [
    'error',
    'The webhook endpoint is switched off at Stripe.',
    'Switch it on in the Dashboard → Developers → Webhooks.',
  ],
  webhook_events_missing: [
    'error',
    'The webhook endpoint is not sent all the events that the proxy needs.',
    'Add them to the endpoint in the Dashboard → Developers → Webhooks.',
  ],
  webhook_unknown: [
    'note',
    'Whether a webhook endpoint is registered could not be determined.',
    'Look in the Dashboard → Developers → Webhooks, or let the key read Webhook Endpoints.',
  ],

  // Links made beforehand.
  links_unreadable: ['error', 'The file of links cannot be used.', 'Make it again with npx stripe-cart links.'],
  links_mode_differs: [
    'error',
    'The links belong to another mode than the key or the proxy.',
    'Make them again with a key of the right mode.',
  ],
  link_unreachable: ['error', 'A payment link does not answer.', 'Make the links again with npx stripe-cart links.'],
  link_inactive: [
    'error',
    'A payment link is switched off at Stripe.',
    'Make the links again with npx stripe-cart links.',
  ],
  link_foreign: [
    'error',
    'A payment link is none of this account’s.',
    'Whoever it belongs to is paid. Make the links again with the right key.',
  ],
  links_unknown: ['note', 'Whether the links are active could not be determined.', 'Let the key read Payment Links.'],

  // The folder.
  secret_in_file: [
    'error',
    'A secret stands in a file that is published or committed.',
    'Roll it in the Dashboard now, take it out, and use wrangler secret put or the environment.',
  ],
} as const satisfies Record<string, readonly [severity: Severity, means: string, mend: string]>;
