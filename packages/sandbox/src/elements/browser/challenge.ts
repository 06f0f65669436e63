import type { Appearance } from '@stripe/stripe-js';
import type { Credentials, FrameAnswer, FrameSettings, FrameSubject, WireError } from '../protocol.js';
import { FrameHost } from './frame-host.js';

/** How long it may take to appear before it counts as out of reach, in milliseconds. */
const APPEARS_WITHIN = 30_000;

/** Above everything a page can put there, but the top layer: there only the page's own modal dialogs are. */
const ABOVE_ALL = '2147483647';

/** Whose payment an overlay is about, and how it looks. */
export interface Overlaid {
  readonly origin: string;
  readonly credentials: Credentials;
  readonly appearance: Appearance;
  readonly locale: string;
  /** Written out, for the buyer to read. */
  readonly total: string;
}

/** What is said when the bank's page did not appear. */
export const UNREACHABLE: WireError = {
  type: 'api_connection_error',
  code: null,
  declineCode: null,
  message: 'The page of the bank could not be reached. Check your internet connection and try again.',
};

/**
 * 3D Secure: lays the bank's challenge over the page and waits for the buyer.
 *
 * @returns what the sandbox said when the buyer had answered, or had closed it; null when it never appeared
 */
export function showChallenge(about: Overlaid, id: string): Promise<FrameAnswer | null> {
  return showOverlay(about, { path: '/elements/challenge', title: '3D Secure challenge', challenge: id, options: {} });
}

/** The number that the buyer pays with at a till. Resolves when it is closed, or never appeared. */
export async function showVoucher(
  about: Overlaid,
  voucher: { readonly number: string; readonly url: string },
): Promise<void> {
  await showOverlay(about, { path: '/elements/voucher', title: 'Voucher', challenge: null, options: { ...voucher } });
}

interface Overlay extends Pick<FrameSettings, 'challenge' | 'options'> {
  readonly path: string;
  /** What assistive technology calls the frame. */
  readonly title: string;
}

/** As with Stripe it is a child of `<body>`, so a page that has a modal dialog open hides it from its buyer. */
function showOverlay(about: Overlaid, { path, title, ...shown }: Overlay): Promise<FrameAnswer | null> {
  const { origin, credentials, appearance, locale, total } = about;
  return new Promise((resolve) => {
    const before = document.activeElement;
    const finish = (answer: FrameAnswer | null): void => {
      clearTimeout(deadline);
      frame.remove();
      if (before instanceof HTMLElement) before.focus();
      resolve(answer);
    };
    const deadline = setTimeout(() => finish(null), APPEARS_WITHIN);
    const subject: FrameSubject = { ...NOTHING_ELSE, total };
    const frame = new FrameHost({
      origin,
      path,
      title,
      settings: async () => ({ credentials, subject, appearance, fonts: [], locale, ...shown }),
      onMessage: (message) => {
        if (message.say === 'hello') clearTimeout(deadline);
        if (message.say === 'ready') {
          frame.iframe.focus();
          frame.send({ say: 'focus' });
        }
        if (message.say === 'answer') finish(message.answer);
      },
    });
    Object.assign(frame.iframe.style, {
      position: 'fixed',
      inset: '0',
      width: '100%',
      height: '100%',
      zIndex: ABOVE_ALL,
      background: 'transparent',
    });
    frame.showTheme(appearance);
    document.body.append(frame.iframe);
  });
}

/** What is laid over the page is about the amount alone. */
const NOTHING_ELSE: Omit<FrameSubject, 'total'> = {
  methods: [],
  wallets: [],
  shippingCountries: null,
  email: null,
  shippingAddress: null,
  billingAddress: null,
};
