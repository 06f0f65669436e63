import type { LogEntry } from '@stripe-cart/proxy';
import type { CallEntry, LedgerEntry } from '@stripe-cart/sandbox';
import { ofCommand, ofEntry, ofOrder, ofRequest, type Happening } from './happenings.ts';
import type { DeliveredOrder } from './order-desk.ts';

/** A happening with its place in the journal. */
export interface JournalEntry extends Happening {
  /** 1, 2, 3… */
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** How many are kept. */
const MOST = 200;

/**
 * What just happened, told by those who were there: the proxy's log, the sandbox's ledger and the order desk. They
 * speak in the order in which things end. A call of the API belongs to the request that the proxy answers next: with
 * one visitor that is the request that made it.
 */
export class Journal {
  readonly #entries: JournalEntry[] = [];
  readonly #readers = new Set<(entry: JournalEntry) => void>();
  readonly #known = new Set<string>();
  #count = 0;
  #calls: CallEntry[] = [];
  /** Of the webhook that the proxy has answered and the ledger is about to note. */
  #callsOfWebhook: CallEntry[] = [];
  /** Of the owner's command that is running, if one is. */
  #callsOfCommand: CallEntry[] | null = null;
  #orders: DeliveredOrder[] = [];

  /** For the proxy's log. */
  readonly request = (line: LogEntry): void => {
    if (line.event !== 'request') return;
    const calls = this.#calls.splice(0);
    if (line['route'] === '/v1/webhooks/stripe') this.#callsOfWebhook = calls;
    else this.#add(ofRequest(line, calls));
  };

  /** For the sandbox's ledger. */
  readonly entry = (entry: LedgerEntry): void => {
    if (entry.kind === 'call') {
      // How the demo tells the sandbox about its webhook is not the visitor's doing.
      if (!entry.path.startsWith('/v1/webhook_endpoints')) (this.#callsOfCommand ?? this.#calls).push(entry);
      return;
    }
    const isFirst = entry.kind === 'object' && !this.#known.has(entry.id);
    if (entry.kind === 'object') this.#known.add(entry.id);
    this.#add(ofEntry(entry, isFirst, entry.kind === 'delivery' ? this.#callsOfWebhook.splice(0) : []));
    // An order reaches the desk while its event is being answered: the event is told first.
    if (entry.kind === 'delivery') for (const order of this.#orders.splice(0)) this.#add(ofOrder(order));
  };

  /** For the order desk. */
  readonly order = (order: DeliveredOrder): void => {
    this.#orders.push(order);
  };

  /** Runs a command of the owner's: the calls that are made meanwhile are its own. */
  async command<Result>(what: string, run: () => Promise<Result>): Promise<Result> {
    const calls: CallEntry[] = [];
    this.#callsOfCommand = calls;
    try {
      const result = await run();
      this.#add(ofCommand(what, calls));
      return result;
    } finally {
      this.#callsOfCommand = null;
    }
  }

  /**
   * Tells everything after entry number `after`, and from then on whatever comes.
   *
   * @returns ends it
   */
  read(after: number, reader: (entry: JournalEntry) => void): () => void {
    for (const entry of this.#entries) if (entry.number > after) reader(entry);
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }

  #add(happening: Happening | null): void {
    if (!happening) return;
    this.#count += 1;
    const entry = { number: this.#count, at: Date.now(), ...happening };
    this.#entries.push(entry);
    if (this.#entries.length > MOST) this.#entries.shift();
    for (const reader of this.#readers) reader(entry);
  }
}
