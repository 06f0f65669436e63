import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { MUG, refusal, useAccount } from '../account.fixture.js';

type CreateParams = Stripe.Checkout.SessionCreateParams;

const account = useAccount();
const RETURN = { return_url: 'https://shop.example/return?session_id={CHECKOUT_SESSION_ID}' };
const create = (params: Partial<CreateParams>) =>
  account.stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ price_data: MUG, quantity: 1 }],
    ...params,
  });

describe('[client-secret] a session paid on the shop’s own page', () => {
  test.each(['elements', 'embedded_page'] as const)('%s has a secret and no address', async (mode) => {
    const session = await create({ ui_mode: mode, ...RETURN });
    expect(session).toMatchObject({ ui_mode: mode, url: null, success_url: null, cancel_url: null, ...RETURN });
    expect(session.client_secret).toMatch(/^cs_test_a1\w{56}_secret_\w+$/);
    expect(session.client_secret?.startsWith(`${session.id}_secret_`)).toBe(true);
    expect(session.redirect_on_completion).toBe(mode === 'embedded_page' ? 'always' : undefined);
    const later = await account.stripe.checkout.sessions.retrieve(session.id);
    expect(later.client_secret).toBe(session.client_secret);
  });
});

describe('[ui-mode-params] what is not for a mode is refused by it', () => {
  test.each<[string, Partial<CreateParams>]>([
    ['after_expiration', { after_expiration: { recovery: { enabled: true } } }],
    ['branding_settings', { branding_settings: { display_name: 'Shop' } }],
    ['cancel_url', { cancel_url: 'https://shop.example/cart' }],
    ['custom_fields', { custom_fields: [{ key: 'size', label: { type: 'custom', custom: 'Size' }, type: 'text' }] }],
    ['custom_text', { custom_text: { submit: { message: 'Thanks' } } }],
    ['optional_items', { optional_items: [{ price: 'price_0', quantity: 1 }] }],
    ['origin_context', { origin_context: 'web' }],
    ['redirect_on_completion', { redirect_on_completion: 'always' }],
    ['submit_type', { submit_type: 'pay' }],
    ['success_url', { success_url: 'https://shop.example/thanks' }],
    ['tax_id_collection[required]', { tax_id_collection: { enabled: true, required: 'if_supported' } }],
  ])('elements: %s', async (param, params) => {
    const refused = await refusal(create({ ui_mode: 'elements', ...RETURN, ...params }));
    expect(refused).toMatchObject({ status: 400, rawType: 'invalid_request_error', code: undefined, param });
  });

  test.each(['success_url', 'cancel_url'])('embedded_page: %s', async (param) => {
    const params = { [param]: 'https://shop.example/' };
    expect(await refusal(create({ ui_mode: 'embedded_page', ...RETURN, ...params }))).toMatchObject({ param });
  });

  test.each<[string, Partial<CreateParams>]>([
    ['return_url', RETURN],
    ['redirect_on_completion', { redirect_on_completion: 'if_required' }],
    ['permissions', { permissions: { update_shipping_details: 'server_only' } }],
  ])('hosted_page: %s', async (param, params) => {
    expect(await refusal(account.session(params))).toMatchObject({ status: 400, code: undefined, param });
  });

  test('[not-covered] what is for a mode and not for the sandbox is not passed over', async () => {
    const form = create({ ui_mode: 'form', ...RETURN });
    expect(await refusal(form)).toMatchObject({ code: 'sandbox_not_covered', param: 'ui_mode' });
    const text = account.session({ custom_text: { submit: { message: 'Thanks' } } });
    expect(await refusal(text)).toMatchObject({ code: 'sandbox_not_covered', param: 'custom_text' });
    const tax = create({ ui_mode: 'elements', ...RETURN, tax_id_collection: { enabled: true } });
    expect(await refusal(tax)).toMatchObject({ code: 'sandbox_not_covered', param: 'tax_id_collection' });
  });
});

describe('[return-url] who may leave the page must be able to come back', () => {
  const missing = { code: 'parameter_missing', param: 'return_url' };

  test('elements: when a method that redirects is offered', async () => {
    expect(await refusal(create({ ui_mode: 'elements' }))).toMatchObject(missing);
    const cards = await create({ ui_mode: 'elements', allowed_payment_method_types: ['card'] });
    expect(cards.payment_method_types).toEqual(['card']);
    expect(cards.return_url).toBeUndefined();
  });

  test('embedded_page: unless it never redirects', async () => {
    expect(await refusal(create({ ui_mode: 'embedded_page' }))).toMatchObject(missing);
    expect(await refusal(create({ ui_mode: 'embedded_page', redirect_on_completion: 'if_required' }))).toMatchObject(
      missing,
    );
    const never = await create({ ui_mode: 'embedded_page', redirect_on_completion: 'never' });
    expect(never).toMatchObject({ redirect_on_completion: 'never', payment_method_types: ['card', 'us_bank_account'] });
    const both = create({ ui_mode: 'embedded_page', redirect_on_completion: 'never', ...RETURN });
    expect(await refusal(both)).toMatchObject({ param: 'return_url' });
  });

  test('[session-urls] and it is an address', async () => {
    const relative = create({ ui_mode: 'elements', return_url: '/return' });
    expect(await refusal(relative)).toMatchObject({ code: 'url_invalid', param: 'return_url' });
  });
});

describe('[payment-methods] a session says which it wants', () => {
  test('by those allowed or excluded, and there must be one left', async () => {
    const allowed = await account.session({ allowed_payment_method_types: ['card', 'klarna'] });
    expect(allowed).toMatchObject({
      allowed_payment_method_types: ['card', 'klarna'],
      payment_method_types: ['card'],
    });
    const excluded = await account.session({ excluded_payment_method_types: ['card'] });
    expect(excluded.payment_method_types).toEqual(['us_bank_account', 'amazon_pay']);
    expect(await refusal(account.session({ allowed_payment_method_types: ['klarna'] }))).toMatchObject({
      status: 400,
      param: 'allowed_payment_method_types',
    });
  });
});
