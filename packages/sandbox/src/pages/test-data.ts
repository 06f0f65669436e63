import { TEST_CARDS, type TestCard } from '../payment/cards.js';
import { TEST_BANK_ACCOUNTS, type TestBankAccount } from '../payment/payment-methods.js';
import type { Entries } from './entries.js';
import { markup, type Html } from './markup.js';

/** The cards most people try first; the rest is one click away. */
const FIRST = ['4242424242424242', '4000000000000002', '4000000000009995', '4000002760003184'];

/** Somebody to pay and to post to, where the page asks for it and nothing has been filled in. */
const MADE_UP_BUYER: Entries = {
  email: 'buyer@example.com',
  phoneNumber: '+44 20 7946 0000',
  billingName: 'Robin Sandford',
  accountName: 'Robin Sandford',
  shippingName: 'Robin Sandford',
  shippingAddressLine1: '1 Dune Row',
  shippingPostalCode: 'SW1A 1AA',
  shippingLocality: 'London',
};

/** What a click on a test number puts into the form. @param value as on the button: a card's number or an account's */
function fillingOf(value: string, now: number): Entries | null {
  const card = TEST_CARDS.find(({ number }) => number === value);
  if (card) return cardEntries(card, now);
  const bank = TEST_BANK_ACCOUNTS.find(({ account }) => account === value);
  return bank ? { [`${bank.type}Account`]: bank.account } : null;
}

/** The form as the page's script would fill it in, for a browser without; null where no test number was clicked. */
export function filledIn(entries: Entries, now: number): Entries | null {
  const filling = fillingOf(entries['fill'] ?? '', now);
  const given = Object.entries(entries).filter(([, value]) => value.trim() !== '');
  return filling && { ...MADE_UP_BUYER, ...Object.fromEntries(given), ...filling };
}

/** The list beside the form: each test number of the methods that are offered, with what it does. */
export function testData(offered: readonly string[], now: number): Html | null {
  const cards = offered.includes('card') ? TEST_CARDS : [];
  const banks = TEST_BANK_ACCOUNTS.filter(({ type }) => offered.includes(type));
  if (cards.length + banks.length === 0) return null;
  const [first, rest] = [true, false].map((isFirst) =>
    cards.filter(({ number }) => FIRST.includes(number) === isFirst).map((card) => cardRow(card, now)),
  );
  return markup`<section class="test-data" aria-labelledby="test-data-title" data-also="${JSON.stringify(MADE_UP_BUYER)}">
    <h2 id="test-data-title">Pay with a test number</h2>
    <p>A click fills it in, with a made-up buyer wherever you have left a field empty.</p>
    ${
      cards.length > 0
        ? markup`<div class="for-card">
            <ul class="numbers">${first}</ul>
            <details>
              <summary><bdi>${cards.length - FIRST.length} more test cards</bdi></summary>
              <ul class="numbers">${rest}</ul>
            </details>
          </div>`
        : null
    }
    ${banks.length > 0 ? markup`<div class="for-bank"><ul class="numbers">${banks.map((bank) => bankRow(bank, now))}</ul></div>` : null}
  </section>`;
}

function cardRow(card: TestCard, now: number): Html {
  return row(card.number, grouped(card.number), `${BRANDS[card.brand] ?? card.brand}, ${card.does}`, toneOf(card), now);
}

function bankRow(bank: TestBankAccount, now: number): Html {
  return row(bank.account, bank.account, bank.does, bank.decline ? 'no' : 'yes', now);
}

function row(value: string, shown: string, does: string, tone: string, now: number): Html {
  return markup`<li>
    <button
      class="number"
      form="pay"
      name="fill"
      value="${value}"
      formnovalidate
      data-fill="${JSON.stringify(fillingOf(value, now))}"
    >
      <bdi class="digits">${shown}</bdi> <span class="does ${tone}"><bdi>${does}</bdi></span>
    </button>
  </li>`;
}

const BRANDS: Readonly<Record<string, string>> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  discover: 'Discover',
};

function toneOf({ decline, authentication }: TestCard): 'yes' | 'ask' | 'no' {
  if (authentication === 'required') return 'ask';
  return decline || authentication === 'unavailable' ? 'no' : 'yes';
}

function cardEntries({ number, brand }: TestCard, now: number): Entries {
  const year = new Date(now * 1000).getUTCFullYear() + 4;
  return {
    cardNumber: grouped(number),
    cardExpiry: `12 / ${String(year % 100).padStart(2, '0')}`,
    cardCvc: brand === 'amex' ? '1234' : '123',
  };
}

/** As it is printed on a card. */
function grouped(number: string): string {
  return number.length === 15
    ? number.replace(/^(\d{4})(\d{6})(\d{5})$/, '$1 $2 $3')
    : number.replaceAll(/(\d{4})(?=\d)/g, '$1 ');
}
