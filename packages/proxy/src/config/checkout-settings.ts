import type { CheckoutSettings } from './config.js';
import type { SettingsReader } from './settings-reader.js';

/**
 * What the buyer is asked and offered while paying. Checked here, because Stripe would refuse a wrong one with every single
 * payment, and the owner would learn of it from the buyers.
 */
export function readCheckoutSettings(reader: SettingsReader): CheckoutSettings {
  const shippingCountries = readShippingCountries(reader);
  const shippingRates = readShippingRates(reader);
  const isSaid = reader.problems.some(({ at }) => at === 'CART_SHIPPING_COUNTRIES');
  if (shippingRates.length > 0 && shippingCountries.length === 0 && !isSaid) {
    reader.refuse('CART_SHIPPING_RATES', NOWHERE);
  }
  return {
    shippingCountries,
    shippingRates,
    capture: reader.oneOf('CART_CAPTURE', ['automatic', 'manual'], 'is automatic or manual.') ?? 'automatic',
    confirm: reader.oneOf('CART_CONFIRM', ['client', 'server'], 'is client or server.') ?? 'client',
    collectPhone: reader.flag('CART_PHONE'),
    allowPromotionCodes: reader.flag('CART_PROMOTION_CODES'),
    automaticTax: reader.flag('CART_AUTOMATIC_TAX'),
    requireTermsOfService: reader.flag('CART_TERMS'),
    submitType: reader.oneOf(
      'CART_SUBMIT_TYPE',
      ['auto', 'book', 'donate', 'pay'],
      'is one of auto, book, donate, pay.',
    ),
    locale: reader.oneOf('CART_LOCALE', LOCALES, 'is not a language of Stripe’s page, as in en, de or pt-BR.'),
  };
}

/** Stripe would charge them, and the order have nowhere to be posted to. */
const NOWHERE =
  'are charged for posting, but no buyer is asked for an address: set CART_SHIPPING_COUNTRIES to where you post to, ' +
  'as in DE,AT.';

function readShippingCountries(reader: SettingsReader): readonly string[] {
  const name = 'CART_SHIPPING_COUNTRIES';
  const countries = reader.list(name);
  const wrong = countries.some((country) => !SHIPPING_COUNTRIES.includes(country));
  if (wrong)
    reader.refuse(
      name,
      'has an entry that Stripe does not ship to: two capital letters each, as in DE,AT,GB (not UK).',
    );
  return wrong ? [] : countries;
}

/** Stripe shows five at most (stripe 23.1.0, Checkout/Sessions.d.ts, `shipping_options`). */
const MAX_SHIPPING_RATES = 5;

function readShippingRates(reader: SettingsReader): readonly string[] {
  const name = 'CART_SHIPPING_RATES';
  const rates = reader.list(name);
  if (rates.length > MAX_SHIPPING_RATES)
    reader.refuse(name, `has more than ${MAX_SHIPPING_RATES} rates, which is all Stripe shows.`);
  else if (rates.every((rate) => /^shr_[A-Za-z0-9]{6,100}$/.test(rate))) return rates;
  else reader.refuse(name, 'has an entry that is not the id of a shipping rate: they begin with shr_.');
  return [];
}

/** `AllowedCountry` of stripe 23.1.0, Checkout/Sessions.d.ts; a test compares. */
export const SHIPPING_COUNTRIES: readonly string[] = (
  'AC AD AE AF AG AI AL AM AO AQ AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW ' +
  'BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CV CW CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FO ' +
  'FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IS IT JE ' +
  'JM JO JP KE KG KH KI KM KN KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MK ML MM MN MO ' +
  'MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PY ' +
  'QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SZ TA TC TD TF TG TH TJ TK TL ' +
  'TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WF WS XK YE YT ZA ZM ZW ZZ'
).split(' ');

/** `Locale` of stripe 23.1.0, Checkout/Sessions.d.ts; a test compares. */
export const LOCALES: readonly string[] = (
  'auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hi-IN hr hu id it ja ko lt lv ms mt nb nl pl ' +
  'pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'
).split(' ');
