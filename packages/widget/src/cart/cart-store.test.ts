import { expect } from 'chai';
import fc from 'fast-check';
import { CartStorage, parseStored, serialiseStored, type StoredCart } from './cart-storage.js';
import { CartStore } from './cart-store.js';
import { countItems } from './cart.js';

const add = (item: string) => ({ type: 'add', line: { item, options: [], quantity: 1 } }) as const;

/** One tab's view of a storage whose writes reach the other tabs late, as they do between browser processes. */
class SlowStorage extends CartStorage {
  view: string | null = null;
  readonly inbox: (string | null)[] = [];
  others: SlowStorage[] = [];

  override read(): StoredCart | null {
    return this.view === null ? null : parseStored(this.view);
  }

  override write(stored: StoredCart): void {
    this.view = serialiseStored(stored);
    for (const other of this.others) other.inbox.push(this.view);
  }
}

describe('cart store', () => {
  const key = () => new CartStorage('https://pay.shop.test/', crypto.randomUUID());

  it('shares one cart between two pages, live', () => {
    const storage = key();
    const [here, there] = [new CartStore(storage), new CartStore(storage)];
    here.apply(add('mug'));
    there.apply(add('mug'));
    here.refresh();
    expect(countItems(here.cart)).to.equal(2);
    expect(countItems(there.cart)).to.equal(2);
    localStorage.removeItem(storage.key);
  });

  it('has its attempt from its first line on, one for all tabs, and a new one once that is over', () => {
    const storage = key();
    const [here, there] = [new CartStore(storage), new CartStore(storage)];
    here.add({ item: 'mug', options: [], quantity: 1 });
    there.add({ item: 'cap', options: [], quantity: 1 });
    here.refresh();
    const attempt = here.cart.payment?.attempt ?? '';
    expect(attempt).to.match(/^[0-9a-f-]{36}$/);
    expect(there.cart.payment?.attempt).to.equal(attempt);
    const order = {
      number: 'N-1',
      attempt,
      status: 'paid',
      lines: [],
      ask: { by: 'order', token: 'a.b.c.d.e' },
    } as const;
    here.apply({ type: 'settle', order });
    here.add({ item: 'mug', options: [], quantity: 1 });
    expect(here.cart.payment?.attempt).to.match(/^[0-9a-f-]{36}$/);
    expect(here.cart.payment?.attempt).not.to.equal(attempt);
    localStorage.removeItem(storage.key);
  });

  it('hears another document write', async () => {
    const storage = key();
    const store = new CartStore(storage);
    store.listen(window);
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const heard = new Promise<string>((resolve) => store.subscribe((_cart, _before, source) => resolve(source)));
    const cart = {
      lines: [{ item: 'mug', options: [], quantity: 4 }],
      payment: null,
      held: [],
      attempts: [],
      settled: [],
    };
    frame.contentWindow?.localStorage.setItem(storage.key, serialiseStored({ cart, seen: [['frame', 1]] }));
    expect(await heard).to.equal('elsewhere');
    expect(countItems(store.cart)).to.equal(4);
    frame.remove();
    localStorage.removeItem(storage.key);
  });

  it('loses no step of two tabs, whatever order their writes arrive in', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 40 }), (moves) => {
        const [a, b] = [new SlowStorage('p', 's'), new SlowStorage('p', 's')];
        a.others = [b];
        b.others = [a];
        const tabs = [
          { storage: a, store: new CartStore(a), added: 0 },
          { storage: b, store: new CartStore(b), added: 0 },
        ];
        const deliver = ({ storage, store }: (typeof tabs)[number]) => {
          const text = storage.inbox.shift();
          if (text === undefined) return;
          storage.view = text;
          store.refresh();
        };
        for (const move of moves) {
          const tab = tabs[move % 2];
          if (!tab) continue;
          if (move < 2) {
            tab.store.apply(add(`of tab ${move}`));
            tab.added++;
          } else deliver(tab);
        }
        // Whatever is on its way arrives, and what that leads to.
        for (let n = 0; n < 500 && tabs.some(({ storage }) => storage.inbox.length > 0); n++) tabs.forEach(deliver);
        const total = tabs.reduce((sum, { added }) => sum + added, 0);
        for (const { store, storage } of tabs) {
          expect(storage.inbox).to.deep.equal([]);
          expect(countItems(store.cart)).to.equal(total);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('sees to it that a cart which was emptied elsewhere stays empty', () => {
    const storage = key();
    const store = new CartStore(storage);
    store.apply(add('mug'));
    localStorage.removeItem(storage.key);
    store.refresh();
    expect(store.cart.lines).to.deep.equal([]);
  });

  describe('without storage', () => {
    const { getItem, setItem } = Storage.prototype;
    afterEach(() => Object.assign(Storage.prototype, { getItem, setItem }));

    const refuse = (name: string) => () => {
      throw new DOMException('', name);
    };

    it('lives in memory where storage is blocked', () => {
      Object.assign(Storage.prototype, { getItem: refuse('SecurityError'), setItem: refuse('SecurityError') });
      const store = new CartStore(key());
      store.apply(add('mug'));
      store.apply(add('mug'));
      store.refresh();
      expect(countItems(store.cart)).to.equal(2);
    });

    it('lives in memory where storage is full', () => {
      const storage = key();
      const store = new CartStore(storage);
      store.apply(add('mug'));
      Object.assign(Storage.prototype, { setItem: refuse('QuotaExceededError') });
      store.apply(add('mug'));
      store.apply(add('mug'));
      expect(countItems(store.cart)).to.equal(3);
      Object.assign(Storage.prototype, { setItem });
      localStorage.removeItem(storage.key);
    });
  });
});
