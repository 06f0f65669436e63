import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import { ApiError } from '../errors.js';
import type { Operation } from './call.js';
import { PAGE_PARAMS, checkPage, newestFirst, pageOf } from './list.js';

type Domain = Stripe.PaymentMethodDomain;

const create: Operation<Stripe.PaymentMethodDomainCreateParams> = {
  method: 'POST',
  path: '/v1/payment_method_domains',
  covered: ['domain_name', 'enabled', 'expand'],
  check: ({ domain_name: name }) => {
    const isName = URL.canParse(`https://${name}`) && new URL(`https://${name}`).host === name && name.includes('.');
    if (isName) return;
    throw new ApiError('payment-method-domain', 400, `Not a domain name: ${name}`, { param: 'domain_name' });
  },
  run: ({ account, params: { domain_name: name, enabled = true } }) =>
    [...account.paymentMethodDomains.values()].find((domain) => domain.domain_name === name) ??
    makeDomain(account, name, enabled),
};

const list: Operation<Stripe.PaymentMethodDomainListParams> = {
  method: 'GET',
  path: '/v1/payment_method_domains',
  covered: ['domain_name', 'enabled', ...PAGE_PARAMS],
  check: checkPage,
  run: ({ account, params }) => {
    const all = newestFirst(account.paymentMethodDomains);
    const matching = all.filter(
      (domain) =>
        (params.domain_name === undefined || domain.domain_name === params.domain_name) &&
        (params.enabled === undefined || domain.enabled === params.enabled),
    );
    return pageOf(matching, params, '/v1/payment_method_domains', 'payment_method_domain', all);
  },
};

function makeDomain(account: Account, name: string, enabled: boolean): Domain {
  const active = { status: 'active' };
  // Nobody can look at a domain that cannot exist: https://www.rfc-editor.org/rfc/rfc2606
  const verified = name.endsWith('.invalid')
    ? { status: 'inactive', status_details: { error_message: 'Could not reach the domain to verify it.' } }
    : active;
  const domain: Domain = {
    id: newId('pmd'),
    object: 'payment_method_domain',
    amazon_pay: active,
    apple_pay: verified,
    created: account.clock.now(),
    domain_name: name,
    enabled,
    google_pay: active,
    klarna: active,
    link: active,
    livemode: false,
    paypal: active,
  };
  account.paymentMethodDomains.set(domain.id, domain);
  account.reached(domain, verified.status);
  return domain;
}

export const paymentMethodDomainOperations = {
  'paymentMethodDomains.create': create,
  'paymentMethodDomains.list': list,
};
