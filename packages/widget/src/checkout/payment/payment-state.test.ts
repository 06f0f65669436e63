import { expect } from 'chai';
import { isFollowing, isLocked, nextPaymentState, type PaymentState } from './payment-state.js';

const places: Record<PaymentState['at'], PaymentState> = {
  loading: { at: 'loading' },
  unavailable: { at: 'unavailable' },
  filling: { at: 'filling', notice: '' },
  confirming: { at: 'confirming' },
  waiting: { at: 'waiting' },
  verifying: { at: 'verifying' },
  unsure: { at: 'unsure' },
  expired: { at: 'expired' },
};
const all = Object.values(places);
const leadsTo = (state: PaymentState) =>
  all.filter((wanted) => wanted !== state && nextPaymentState(state, wanted) === wanted);

describe('the payment step’s states', () => {
  it('confirm from a form only, so that no second confirmation begins while one is out', () => {
    const from = all.filter((state) => leadsTo(state).includes(places.confirming));
    expect(from).to.deep.equal([places.loading, places.filling]);
    expect(nextPaymentState(places.confirming, { at: 'confirming' })).to.equal(places.confirming);
  });

  it('ask the proxy from wherever Stripe.js may have a word about the payment', () => {
    const from = all.filter((state) => leadsTo(state).includes(places.verifying));
    expect(from).to.deep.equal([places.loading, places.filling, places.confirming, places.waiting, places.unsure]);
  });

  it('give the form back only after an answer: of Stripe.js’s, or of the proxy’s', () => {
    const from = all.filter((state) => leadsTo(state).includes(places.filling));
    expect(from).to.deep.equal([places.loading, places.confirming, places.waiting, places.verifying]);
  });

  it('never call a payment over before the proxy was asked', () => {
    const from = all.filter((state) => leadsTo(state).includes(places.expired));
    expect(from).to.deep.equal([places.waiting, places.verifying]);
  });

  it('do not follow the cart while money may be moving, and are not left then', () => {
    for (const state of [places.confirming, places.waiting, places.verifying, places.unsure])
      expect(isFollowing(state), state.at).to.equal(false);
    expect(all.filter(isLocked)).to.deep.equal([places.confirming, places.verifying]);
  });

  it('lead on from everywhere, but for what is started again', () => {
    expect(all.filter((state) => leadsTo(state).length === 0)).to.deep.equal([places.unavailable, places.expired]);
  });
});
