import { expect } from 'chai';
import { paidOrder } from '../../test-page/stub-proxy.js';
import { priceCart } from '../cart/priced-cart.js';
import { isBusy, nextState, type CheckoutState } from './checkout-state.js';

const places: Record<CheckoutState['at'], CheckoutState> = {
  idle: { at: 'idle' },
  checking: { at: 'checking' },
  starting: { at: 'starting' },
  leaving: { at: 'leaving', url: 'https://checkout.stripe.com/' },
  paying: {
    at: 'paying',
    reply: {
      status: 'open',
      mode: 'elements',
      clientSecret: 'cs_test_a1_secret_b2',
      collects: { shippingAddress: false, phone: false, promotionCode: false },
      resume: 'token',
    },
  },
  'price-changed': {
    at: 'price-changed',
    shown: priceCart([], new Map()),
    quote: { currency: 'eur', subtotal: 0, lines: [] },
  },
  stopped: { at: 'stopped', problem: { code: 'offline', requestId: null, retryable: false } },
  answered: { at: 'answered', order: paidOrder() },
};

describe('checkout state', () => {
  it('starts once: while something is under way, wanting to start leads nowhere', () => {
    for (const state of Object.values(places).filter(isBusy))
      expect(nextState(state, { at: 'starting' })).to.equal(state);
  });

  it('leads to Stripe from a start only', () => {
    const from = Object.values(places).filter((state) => nextState(state, places.leaving) === places.leaving);
    expect(from).to.deep.equal([places.starting, places.leaving]);
  });

  it('opens the payment step from a start only, and it holds until somebody leaves it or the proxy has something to say', () => {
    const from = Object.values(places).filter((state) => nextState(state, places.paying) === places.paying);
    expect(from).to.deep.equal([places.starting, places.paying]);
    const to = Object.values(places).filter((state) => nextState(places.paying, state) === state);
    expect(to.map(({ at }) => at)).to.have.members(['idle', 'paying', 'price-changed', 'stopped', 'answered']);
    expect(isBusy(places.paying)).to.equal(true);
  });

  it('can always come to rest, so that no buyer is stuck', () => {
    for (const state of Object.values(places)) expect(nextState(state, places.idle)).to.equal(places.idle);
  });

  it('never overwrites an answer with a failure', () => {
    expect(nextState(places.answered, places.stopped)).to.equal(places.answered);
  });
});
