import { Field, type FieldOptions } from './field.js';
import { FieldsFrame } from './fields-frame.js';
import type { FrameContext } from './frame-content.js';

/** Offered where a session does not say which countries; any other way to write them would need a table of its own. */
const COUNTRIES = 'AT AU BE CA CH CZ DE DK ES FI FR GB GR IE IT JP LU NL NO NZ PL PT SE SG US'.split(' ');

/** What of its options does something. */
interface Options {
  readonly allowedCountries?: readonly string[] | null;
  readonly defaultValues?: { readonly name?: string | null; readonly address?: Record<string, string | null> };
  readonly fields?: { readonly phone?: string };
}

/** A name and an address. The fields are the same for every country, and a region is asked for by none. */
export class AddressFrame extends FieldsFrame {
  readonly #name: Field;
  readonly #country: Field;
  readonly #line1: Field;
  readonly #line2: Field;
  readonly #city: Field;
  readonly #postalCode: Field;
  readonly #phone: Field | null;

  constructor(context: FrameContext) {
    super(context);
    const { options, subject } = context.settings;
    const mode = String(options['mode']);
    const { allowedCountries, defaultValues, fields } = options as Options;
    const allowed = allowedCountries ?? (mode === 'shipping' ? subject?.shippingCountries : null);
    const names = new Intl.DisplayNames('en', { type: 'region' });
    const choices = (allowed && allowed.length > 0 ? allowed : COUNTRIES).map((value) => ({
      value,
      label: names.of(value) ?? value,
    }));
    const field = (name: string, label: string, purpose: string, more: Partial<FieldOptions> = {}): Field =>
      new Field(
        {
          name,
          label,
          autocomplete: `${mode} ${purpose}`,
          problem: (value) => (value === '' ? `${label}: this is missing.` : null),
          ...more,
        },
        this.tell,
      );
    this.#name = field('name', 'Full name', 'name');
    this.#country = field('country', 'Country or region', 'country', { choices });
    this.#line1 = field('addressLine1', 'Address line 1', 'address-line1');
    this.#line2 = field('addressLine2', 'Address line 2', 'address-line2', { problem: () => null });
    this.#city = field('locality', 'City', 'address-level2');
    this.#postalCode = field('postalCode', 'Postal code', 'postal-code');
    this.#phone = fields?.phone === 'always' ? field('phone', 'Phone', 'tel') : null;
    const last = this.#phone ? [this.#phone] : [];
    this.show([this.#name, this.#country, this.#line1, this.#line2, this.#city, this.#postalCode, ...last]);
    this.#fillIn((mode === 'shipping' ? subject?.shippingAddress : subject?.billingAddress) ?? defaultValues);
  }

  protected override get value(): unknown {
    return {
      name: this.#name.value,
      address: {
        line1: this.#line1.value,
        line2: this.#line2.value === '' ? null : this.#line2.value,
        city: this.#city.value,
        state: '',
        postal_code: this.#postalCode.value,
        country: this.#country.value,
      },
      ...(this.#phone ? { phone: this.#phone.value } : {}),
    };
  }

  #fillIn(
    known: { name?: string | null; address?: Record<string, string | null | undefined> } | null | undefined,
  ): void {
    if (!known) return;
    const { line1, line2, city, postal_code: postalCode, country } = known.address ?? {};
    const values: readonly (readonly [Field, string | null | undefined])[] = [
      [this.#name, known.name],
      [this.#country, country],
      [this.#line1, line1],
      [this.#line2, line2],
      [this.#city, city],
      [this.#postalCode, postalCode],
    ];
    for (const [field, value] of values) if (value) field.value = value;
    this.tell();
  }
}
