import type { Reply } from '../protocol.js';
import type { CheckoutState } from './checkout-state.js';
import { FrameHost } from './frame-host.js';

/** Above everything a page can put there, but the top layer: there only the page's own modal dialogs are. */
const ABOVE_ALL = '2147483647';

/**
 * 3D Secure: lays the bank's challenge over the page and waits for the buyer. As with Stripe it is a child of `<body>`,
 * so a page that has a modal dialog open hides it from its buyer.
 *
 * @returns what the sandbox said when the buyer had answered, or had closed it
 */
export function showChallenge(state: CheckoutState, id: string): Promise<Reply> {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const frame = new FrameHost({
      origin: state.origin,
      name: 'challenge',
      title: '3D Secure challenge',
      settings: async () => ({
        credentials: state.credentials,
        session: state.client,
        appearance: state.appearance,
        fonts: state.fonts,
        options: {},
        challenge: id,
      }),
      onMessage: (message) => {
        if (message.say === 'ready') frame.iframe.focus();
        if (message.say !== 'answer' || message.answer.what !== 'confirm') return;
        frame.remove();
        if (before instanceof HTMLElement) before.focus();
        resolve(message.answer.reply);
      },
    });
    Object.assign(frame.iframe.style, {
      position: 'fixed',
      inset: '0',
      width: '100%',
      height: '100%',
      zIndex: ABOVE_ALL,
      colorScheme: 'normal',
      background: 'transparent',
    });
    document.body.append(frame.iframe);
  });
}
