import type { ProblemEvidence } from '@stripe-cart/contract';
import { expect } from 'chai';
import { inside, press, settled, ShopPage, textOf } from '../../test-page/shop-page.js';

const shop = new ShopPage();

describe('a problem at the checkout', () => {
  beforeEach(() => shop.reset());

  const problem = (code: string, more: object = {}) => ({ code, requestId: 'req_1', retryable: false, ...more });
  const answers = (body: object) => {
    shop.proxy.fault = async () => Response.json(body, { status: 400 });
  };
  const notice = () => inside(shop.cart, '[part=problem]').textContent.replaceAll(/\s+/g, ' ').trim();

  it('is a matter for the shop, by its reference, where only a newer proxy knows its code', async () => {
    await shop.openWithMugs(2);
    answers(problem('moon_in_the_wrong_phase', { message: 'never shown' }));
    shop.pay();
    await shop.sees('Please tell the shop, and try again later. Reference: req_1');
    expect(textOf(shop.cart)).not.to.contain('never shown');
  });

  it('is told for a refusal without a code, and for an answer that is not the proxy’s', async () => {
    await shop.openWithMugs(2);
    for (const body of ['{"error":"nope"}', '<html>404 Not Found</html>', '']) {
      shop.proxy.fault = async () => new Response(body, { status: 404 });
      shop.pay();
      await shop.sees('Please tell the shop, and try again later.');
      await settled();
      press(shop.cart, 'Try again');
    }
  });

  it('has the owner’s own sentence while the shop is closed, as text and cut to a decent length', async () => {
    const closed: ProblemEvidence = { code: 'closed', message: `<b>Back on Monday.</b>${'!'.repeat(1000)}` };
    await shop.openWithMugs(2);
    answers({ ...problem('closed'), ...closed });
    shop.pay();
    await shop.sees('<b>Back on Monday.</b>');
    expect(notice().length).to.be.below(400);
  });
});
