import { confirmIntent, createToken } from '../browser/api-client.js';
import { ask } from '../browser/sandbox-client.js';
import type { ConfirmationToken, PaymentIntent } from '@stripe/stripe-js';
import type {
  ApiParams,
  ApiReply,
  ConfirmRequest,
  FrameSettings,
  FrameSubject,
  IntentParams,
  OfferedMethod,
  PaymentDetails,
  Reply,
} from '../protocol.js';
import { CardForm } from './card-form.js';
import { createElement } from './create-element.js';
import type { FrameContent, FrameContext } from './frame-content.js';
import { BankAccountForm, RedirectForm, VoucherForm, type MethodForm } from './method-form.js';

const GROUP = { role: 'radiogroup', 'aria-label': 'Payment method' };

/** The Payment Element's frame: which method, and what that method asks. */
export class PaymentFrame implements FrameContent {
  readonly element = createElement('div', { class: 'Payment' });
  readonly #context: FrameContext;
  readonly #forms = new Map<string, MethodForm>();
  #methods: readonly OfferedMethod[] = [];
  #order: readonly string[] = [];
  #offered = '';
  /** Null while none is open. */
  #chosen: string | null = null;
  #lastChange = '';

  constructor(context: FrameContext) {
    this.#context = context;
    this.#order = orderOf(context.settings.options);
    this.#methods = context.settings.subject?.methods ?? [];
    this.#offer(this.#methods);
  }

  onSubject({ methods }: FrameSubject): void {
    this.#methods = methods;
    this.#offer(methods);
  }

  onOptions(options: FrameSettings['options']): void {
    this.#order = orderOf(options);
    this.#offer(this.#methods);
  }

  validate(): { error: string | null; value: unknown } {
    const form = this.#form;
    // Where nothing is due, nothing is asked for.
    if (this.#methods.length === 0) return { error: null, value: null };
    if (!form) return { error: 'Choose a payment method.', value: null };
    const problems = form.fields.map((field) => field.validate());
    const first = problems.findIndex((problem) => problem !== null);
    return { error: problems[first] ?? null, value: this.#chosen };
  }

  async confirm(confirm: ConfirmRequest): Promise<Reply> {
    const form = this.#form;
    const { credentials } = this.#context.settings;
    if (!credentials) throw new Error('The frame has no session.');
    const reply = await this.#sending(() =>
      ask(this.#context.origin, 'confirm', credentials, { confirm, method: form?.details ?? null }),
    );
    if (reply.ok && reply.outcome?.is === 'declined') form?.showDecline(reply.outcome.code, reply.outcome.message);
    return reply;
  }

  async confirmIntent(request: IntentParams): Promise<ApiReply<PaymentIntent>> {
    const reply = await this.#sending(() => confirmIntent(this.#context.origin, this.#withDetails(request)));
    if (!reply.ok) this.#form?.showDecline(reply.error.code ?? '', reply.error.message ?? '');
    return reply;
  }

  async createToken(request: IntentParams): Promise<ApiReply<ConfirmationToken>> {
    const reply = await this.#sending(() => createToken(this.#context.origin, this.#withDetails(request)));
    if (!reply.ok) this.#form?.showDecline(reply.error.code ?? '', reply.error.message ?? '');
    return reply;
  }

  /** Nothing can be typed while it is on its way. */
  async #sending<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    this.element.inert = true;
    const answer = await work();
    this.element.inert = false;
    return answer;
  }

  #withDetails(request: IntentParams): IntentParams {
    const { params } = request;
    const form = this.#form;
    if (!form) return request;
    const given = params['payment_method_data'] as ApiParams;
    const { billing_details: asked, ...data } = methodData(form.details);
    const billing = { ...(given['billing_details'] as ApiParams), ...(asked as ApiParams | undefined) };
    const all = { ...given, ...data, billing_details: billing };
    return { ...request, params: { ...params, payment_method_data: all } };
  }

  focus(): void {
    const fields = this.#form?.fields ?? [];
    const first = fields.find((field) => field.isWrong) ?? fields[0];
    (first?.input ?? this.element.querySelector('input'))?.focus();
  }

  clear(): void {
    for (const form of this.#forms.values()) for (const field of form.fields) field.clear();
    this.#tell();
  }

  collapse(): void {
    if (this.#forms.size > 1) this.#choose(null);
  }

  get #form(): MethodForm | null {
    return this.#chosen === null ? null : (this.#forms.get(this.#chosen) ?? null);
  }

  /** Draws the methods anew, unless they are the ones that stand there already. What was typed stays. */
  #offer(given: readonly OfferedMethod[]): void {
    const place = ({ type }: OfferedMethod): number => {
      const at = this.#order.indexOf(type);
      return at < 0 ? this.#order.length : at;
    };
    const methods = given.toSorted((one, other) => place(one) - place(other));
    const offered = JSON.stringify(methods);
    if (offered === this.#offered) return;
    this.#offered = offered;
    const before = new Map(this.#forms);
    this.#forms.clear();
    for (const method of methods) {
      const kept = before.get(method.type);
      this.#forms.set(method.type, kept ?? formFor(method, this.#context.settings, () => this.#tell()));
    }
    const label = createElement('p', { class: 'Sandbox', role: 'note' }, 'Sandbox: no money moves here.');
    const items = methods.map((method) => this.#item(method, methods.length > 1));
    this.element.replaceChildren(
      label,
      createElement('div', { class: 'Accordion', ...(methods.length > 1 ? GROUP : {}) }, ...items),
    );
    const first = methods[0]?.type ?? null;
    this.#choose(this.#chosen !== null && this.#forms.has(this.#chosen) ? this.#chosen : first);
  }

  #item(method: OfferedMethod, choosable: boolean): HTMLElement {
    const body = this.#forms.get(method.type)?.element ?? createElement('div');
    if (!choosable) return createElement('div', { class: 'AccordionItem', 'data-method': method.type }, body);
    const radio = createElement('input', { type: 'radio', name: 'method', value: method.type });
    radio.addEventListener('change', () => this.#choose(method.type));
    return createElement(
      'div',
      { class: 'AccordionItem', 'data-method': method.type },
      createElement('label', { class: 'Method' }, radio, method.label),
      body,
    );
  }

  #choose(type: string | null): void {
    this.#chosen = type;
    for (const item of this.element.querySelectorAll<HTMLElement>('.AccordionItem')) {
      const isChosen = item.dataset['method'] === type;
      item.classList.toggle('AccordionItem--selected', isChosen);
      const radio = item.querySelector<HTMLInputElement>('input[type=radio]');
      if (radio) radio.checked = isChosen;
      const form = item.querySelector<HTMLElement>('.Form');
      if (form) form.hidden = !isChosen;
    }
    this.#tell();
  }

  #tell(): void {
    const fields = this.#form?.fields ?? [];
    const detail = {
      empty: fields.every((field) => field.value === ''),
      complete: this.#form !== null && fields.every((field) => field.problem === null),
      collapsed: this.#chosen === null,
      value: { type: this.#chosen ?? '' },
    };
    const now = JSON.stringify(detail);
    if (now === this.#lastChange) return;
    this.#lastChange = now;
    this.#context.link.event('change', detail);
  }
}

/** The page's wish; methods that it does not name come after, as they were. */
function orderOf({ paymentMethodOrder }: FrameSettings['options']): string[] {
  return Array.isArray(paymentMethodOrder) ? paymentMethodOrder.map(String) : [];
}

function formFor(method: OfferedMethod, { credentials }: FrameSettings, onInput: () => void): MethodForm {
  if (method.type === 'card') return new CardForm(method, onInput);
  // A session has asked for the buyer's address itself.
  if (method.answers === 'voucher') return new VoucherForm(method, credentials === null, onInput);
  return method.answers === 'delayed' ? new BankAccountForm(method, onInput) : new RedirectForm(method);
}

/** As Stripe's API takes it in `payment_method_data`. */
function methodData(details: PaymentDetails): ApiParams {
  const { type } = details;
  if ('number' in details) {
    const { number, expMonth, expYear, cvc } = details;
    return { type, card: { number, exp_month: expMonth, exp_year: expYear, cvc } };
  }
  if ('billing' in details) return { type, billing_details: { ...details.billing } };
  if (!('account' in details)) return { type };
  return { type, [type]: { [type === 'sepa_debit' ? 'iban' : 'account_number']: details.account } };
}
