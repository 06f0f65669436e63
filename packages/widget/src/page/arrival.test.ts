import { expect } from 'chai';
import { ShopPage } from '../../test-page/shop-page.js';
import { token } from '../../test-page/stub-proxy.js';
import { takeArrival } from './arrival.js';

describe('arrival', () => {
  const here = location.href;
  afterEach(() => history.replaceState(null, '', here));

  const arriveAt = (address: string, state: unknown = null) => {
    history.replaceState(state, '', address);
    return takeArrival();
  };
  const paid = { from: 'payment', ask: { by: 'order', token: token('order') } };

  it('moves the order token out of the address, and finds it again after a reload', () => {
    expect(arriveAt(`?a=1#order=${token('order')}`, { theirs: 1 })).to.deep.equal(paid);
    expect(location.search + location.hash).to.equal('?a=1');
    expect(location.href).not.to.contain('#');
    expect(history.state).to.deep.include({ theirs: 1 });
    expect(takeArrival()).to.deep.equal(paid);
  });

  it('tells a return nobody can vouch for from one with a token', () => {
    expect(arriveAt('#order=unverified')).to.deep.equal({ from: 'unverified' });
    expect(location.hash).to.equal('');
  });

  it('moves the token of an invoice’s link out of the address, and leaves an anchor of the page’s alone', () => {
    const invoice = { from: 'invoice', token: token('link') };
    expect(arriveAt(`#invoice=${token('link')}`)).to.deep.equal(invoice);
    expect(location.href).not.to.contain('#');
    expect(takeArrival()).to.deep.equal(invoice);
    for (const anchor of ['#invoice', '#order', '#invoice=', '#orders=1'])
      expect(arriveAt(anchor), anchor).to.equal(null);
  });

  it('tells of a cancelled payment once', () => {
    expect(arriveAt('#cart=cancelled')).to.deep.equal({ from: 'cancelled' });
    expect(location.hash).to.equal('');
    expect(takeArrival()).to.equal(null);
  });

  it('is found again by a reload after a link to a place in the page, and a cancelled payment is not', async () => {
    const { page } = new ShopPage();
    for (const [address, after] of [
      [`#order=${token('order')}`, paid],
      ['#cart=cancelled', null],
    ] as const) {
      page.arrival = arriveAt(address);
      const followed = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
      location.hash = 'details';
      await followed;
      expect(location.hash).to.equal('#details');
      expect(takeArrival(), address).to.deep.equal(after);
    }
  });

  it('takes away what Stripe appends, the secret first of all', () => {
    arriveAt('?payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_2&redirect_status=succeeded&mine=1');
    expect(location.search).to.equal('?mine=1');
    expect(JSON.stringify(history.state)).not.to.contain('secret');
  });

  it('asks about a session by its id, and leaves a session_id of the page alone', () => {
    expect(arriveAt('?session_id=cs_test_1234567890')).to.deep.equal({
      from: 'payment',
      ask: { by: 'session', id: 'cs_test_1234567890' },
    });
    expect(arriveAt('?session_id=mine#top')).to.equal(null);
    expect(location.search + location.hash).to.equal('?session_id=mine#top');
  });

  it('believes no redirect_status', () => {
    expect(arriveAt('?redirect_status=succeeded')).to.equal(null);
  });
});
