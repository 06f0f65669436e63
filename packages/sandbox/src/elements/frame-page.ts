import { FRAME_STYLES } from './frame-styles.js';
import type { FrameName } from './protocol.js';
import { FRAME_JS } from './scripts.generated.js';

const TITLES: Readonly<Record<FrameName, string>> = {
  payment: 'Payment',
  contactDetails: 'Contact details',
  address: 'Address',
  expressCheckout: 'Express checkout',
  challenge: '3D Secure',
  voucher: 'Voucher',
};

/** Its own script and style and its own server, fonts from anywhere, nothing else; framed by any page, as Stripe's are. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'font-src * data:',
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The document of a frame: what it shows, its script draws. */
export function framePage(name: FrameName): Response {
  const page = `<!doctype html>
<html lang="en" data-theme="stripe">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${TITLES[name]}</title>
<link rel="stylesheet" href="/elements/frame.css">
<script src="/elements/frame.js" defer></script>
</head>
<body data-frame="${name}"></body>
</html>
`;
  return respond('text/html', page, { 'content-security-policy': POLICY, 'referrer-policy': 'no-referrer' });
}

export function frameScript(): Response {
  return respond('text/javascript', FRAME_JS);
}

export function frameStyles(): Response {
  return respond('text/css', FRAME_STYLES);
}

export function respond(type: string, body: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(body, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      // A sandbox is started anew all the time, and may be another version each time.
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
      ...headers,
    },
  });
}
