/**
 * Takes the buyer to another page. Nobody on this one should hear of it any more: the promise stays open, as Stripe's
 * does. A buyer who comes Back to the living page can try again.
 *
 * @param onBack called when the page is alive again
 */
export function leaveFor(url: string, onBack: () => void): Promise<never> {
  const onShow = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted) return;
    window.removeEventListener('pageshow', onShow);
    onBack();
  };
  window.addEventListener('pageshow', onShow);
  window.location.assign(url);
  return new Promise(() => undefined);
}
