import { executeServerCommand } from '@web/test-runner-commands';
import { expect } from 'chai';
import { StripeCart } from './elements/stripe-cart.js';

const { readme, sources } = await executeServerCommand<{ readme: string; sources: string }, undefined>('read-sources');

/** The first column of the table under this heading, without its decoration. */
function tableOf(heading: string): string[] {
  const [, table = ''] = readme.split(new RegExp(`\\n\\| ${heading}\\s+\\|.*\\n`));
  const rows = table.split('\n').slice(1);
  const end = rows.findIndex((row) => !row.startsWith('|'));
  return rows
    .slice(0, end)
    .flatMap((row) => /^\| `([^`(=]+)/.exec(row)?.[1] ?? [])
    .sort();
}

const namesIn = (pattern: RegExp, text = sources) =>
  [...new Set(Array.from(text.matchAll(pattern), ([, name]) => name))].sort();

describe('README', () => {
  it('names every part', () => expect(tableOf('part')).to.deep.equal(namesIn(/\spart="([\w-]+)"/g)));

  it('names every slot', () => expect(tableOf('slot')).to.deep.equal(namesIn(/<slot name="([\w-]+)"/g)));

  it('names every custom property', () => {
    expect(tableOf('custom property')).to.deep.equal(namesIn(/var\((--stripe-cart-[\w-]+)/g));
  });

  it('names every event', () => expect(tableOf('event')).to.deep.equal(namesIn(/^ {2}'(cart-[\w-]+)':/gm)));

  it('names every method', () => {
    const own = Object.getOwnPropertyNames(StripeCart.prototype);
    const callbacks = /constructor|Callback$|^update$|^render$/;
    expect(tableOf('method')).to.deep.equal(own.filter((name) => !callbacks.test(name)).sort());
  });

  it('names every attribute of <stripe-cart>', () => {
    const read = namesIn(/getAttribute\('([\w-]+)'\)/g);
    expect(tableOf('attribute').filter((name) => !name.startsWith('data-'))).to.deep.equal([]);
    const [, section = ''] = readme.split('### `<stripe-cart>`');
    const named = Array.from(
      section.split('| method')[0]?.matchAll(/^\| `([\w-]+)`/gm) ?? [],
      ([, name]) => name,
    ).sort();
    expect(named).to.deep.equal(read);
  });

  it('names every data attribute', () => {
    const names = namesIn(/\b(data-cart-\w+)\b/g);
    expect(tableOf('attribute').filter((name) => name.startsWith('data-cart'))).to.deep.equal(names);
  });
});
