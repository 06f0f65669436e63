import type { Reply, WireError } from '../protocol.js';
import type { CheckoutState } from './checkout-state.js';
import { FrameHost } from './frame-host.js';

/** How long the bank's page may take to appear before it counts as out of reach, in milliseconds. */
const APPEARS_WITHIN = 30_000;

/** Above everything a page can put there, but the top layer: there only the page's own modal dialogs are. */
const ABOVE_ALL = '2147483647';

const UNREACHABLE: WireError = {
  type: 'api_connection_error',
  code: null,
  declineCode: null,
  message: 'The page of the bank could not be reached. Check your internet connection and try again.',
};

/**
 * 3D Secure: lays the bank's challenge over the page and waits for the buyer. As with Stripe it is a child of `<body>`,
 * so a page that has a modal dialog open hides it from its buyer.
 *
 * @returns what the sandbox said when the buyer had answered, or had closed it
 */
export function showChallenge(state: CheckoutState, id: string): Promise<Reply> {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const finish = (reply: Reply): void => {
      clearTimeout(deadline);
      frame.remove();
      if (before instanceof HTMLElement) before.focus();
      resolve(reply);
    };
    const deadline = setTimeout(() => finish({ ok: false, error: UNREACHABLE }), APPEARS_WITHIN);
    const frame = new FrameHost({
      origin: state.origin,
      path: '/elements/challenge',
      title: '3D Secure challenge',
      settings: async () => ({ ...state.frameSettings, options: {}, challenge: id }),
      onMessage: (message) => {
        if (message.say === 'hello') clearTimeout(deadline);
        if (message.say === 'ready') {
          frame.iframe.focus();
          frame.send({ say: 'focus' });
        }
        if (message.say === 'answer' && message.answer.what === 'confirm') finish(message.answer.reply);
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
    frame.showTheme(state.appearance);
    document.body.append(frame.iframe);
  });
}
