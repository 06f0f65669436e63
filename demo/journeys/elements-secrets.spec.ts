import { expect, test } from './fixtures.ts';
import { keptBy } from './kept-by-page.ts';
import { openPaymentStep } from './payment-step.ts';

// A declined card, and a request that is lost, since errors are where secrets get out.
test.use({ provokes: ['net::ERR_FAILED'] });

const BUYER = ['ada@example.com', 'Byron', 'St James', 'SW1Y', '4242424242424242', '4000000000000002', '4242 4242'];

test('neither the client secret nor anything about the buyer is in an address, a storage, the console or a log', async ({
  page,
  stage,
}) => {
  const addresses: string[] = [];
  const said: string[] = [];
  page.on('request', (request) => addresses.push(request.url(), request.headers()['referer'] ?? ''));
  page.on('console', (message) => said.push(message.text()));
  const reply = page.waitForResponse('**/v1/checkout');
  const step = await openPaymentStep(page, 'storm-jug');
  const { clientSecret } = (await (await reply).json()) as { clientSecret: string };
  expect(clientSecret).toMatch(/^cs_test_\w+_secret_/);

  await step.fillIn('4000000000000002');
  await step.pay();
  await expect(step.notice).toContainText('declined');
  const whilePaying = await keptBy(page);
  await page.route('**/_elements/confirm', (route) => route.abort(), { times: 1 });
  await step.fillInCard('4242424242424242');
  await step.pay();
  await expect(step.notice).toContainText('That did not work.');
  await step.pay();
  await expect(step.order).toHaveAttribute('data-status', 'paid');
  const afterwards = await keptBy(page);

  const [session = ''] = clientSecret.split('_secret_', 1);
  const places = { addresses, said, whilePaying, afterwards, log: stage.log };
  for (const [place, texts] of Object.entries(places)) {
    const text = texts.join('\n');
    for (const secret of [clientSecret, '_secret_', ...BUYER]) expect(text, place).not.toContain(secret);
  }
  // Nor does the shop's page keep or tell Stripe's name for the payment.
  expect([...whilePaying, ...afterwards, ...said].join('\n')).not.toContain(session);
  expect(stage.log.length).toBeGreaterThan(5);
});
