import { minorUnitDigits, type Currency } from '@stripe-cart/contract';

/** Currencies in which Stripe presents prices: https://docs.stripe.com/currencies#presentment-currencies */
export const CURRENCIES: ReadonlySet<Currency> = new Set(
  (
    'aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf ' +
    'clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl hrk htg huf ' +
    'idr ils inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop ' +
    'mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd ' +
    'scr sek sgd shp sle sos srd std szl thb tjs tnd top try ttd twd tzs uah ugx usd uyu uzs vnd vuv wst xaf xcd ' +
    'xcg xof xpf yer zar zmw'
  ).split(' '),
);

/**
 * Amounts of a currency are whole multiples of this many minor units. Stripe wants the last digit of a
 * three-decimal currency to be 0, and no fractions of ISK and UGX, which it counts with two digits all the same
 * (https://docs.stripe.com/currencies#special-cases).
 */
export function smallestStep(currency: Currency): 1 | 10 | 100 {
  if (currency === 'isk' || currency === 'ugx') return 100;
  return minorUnitDigits(currency) === 3 ? 10 : 1;
}
