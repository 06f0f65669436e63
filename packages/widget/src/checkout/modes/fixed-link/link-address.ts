/** What a link is opened with. Nothing about the buyer is among it, and nothing else is added. */
export interface LinkVisit {
  /** The UUID by which a page finds its payment again. */
  readonly attempt: string;
  /** The page's language, a BCP 47 tag; empty where it says none. */
  readonly language: string;
  readonly promoCode: string | null;
  /** The query of the page's own address. */
  readonly search: string;
}

/**
 * The locales of Stripe's payment pages (stripe 23.1.0, Checkout/Sessions.d.ts:2593, `SessionCreateParams.Locale`).
 * A page in any other language leaves the choice to Stripe, which then goes by the browser.
 */
const LOCALES =
  'bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hi-IN hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'.split(
    ' ',
  );

/** A code that Stripe can have made (stripe 23.1.0, PromotionCodes.d.ts:126, `code`). */
const PROMO_CODE = /^[a-z\d-]+$/i;

/** What Stripe takes for a UTM code; any other it drops in silence (https://docs.stripe.com/payment-links/url-parameters). */
const UTM_CODE = /^[\w-]{1,150}$/;
const UTM_NAMES = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'];

/** The link's address with the parameters that Stripe documents for it, within their limits; what is beyond is left out. Pure. */
export function linkAddress(url: string, { attempt, language, promoCode, search }: LinkVisit): string {
  const address = new URL(url);
  const given = new URLSearchParams(search);
  address.searchParams.set('client_reference_id', attempt);
  const locale = stripeLocale(language);
  if (locale) address.searchParams.set('locale', locale);
  if (promoCode && PROMO_CODE.test(promoCode)) address.searchParams.set('prefilled_promo_code', promoCode);
  for (const name of UTM_NAMES) {
    const code = given.get(name);
    if (code && UTM_CODE.test(code)) address.searchParams.set(name, code);
  }
  return address.href;
}

/** Stripe's code for a language, the nearest it has; undefined where it has none. */
export function stripeLocale(tag: string): string | undefined {
  try {
    const { language, region = '' } = new Intl.Locale(tag);
    const likely = new Intl.Locale(tag).maximize();
    const own = { no: 'nb', nn: 'nb' }[language] ?? language;
    return [
      `${own}-${region}`,
      // Who reads traditional characters is not helped by simplified ones.
      likely.script === 'Hant' && (region === 'MO' ? 'zh-HK' : 'zh-TW'),
      // Its Spanish of Latin America is that of every country but one.
      own === 'es' && region && region !== 'ES' && 'es-419',
      own,
      `${own}-${likely.region}`,
    ].find((name) => name && LOCALES.includes(name)) as string | undefined;
  } catch {
    return undefined;
  }
}
