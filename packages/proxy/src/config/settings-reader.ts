import type { ConfigProblem } from './problems.js';
import type { Variable } from './variables.js';

/** What settings come in: a process's environment, a Worker's, or an object in somebody's code. */
export type Environment = Readonly<Record<string, unknown>>;

/**
 * Reads variables one by one and collects what is wrong with them, so that an owner sees everything at once. A
 * reading method answers undefined both for what is not set and for what is wrong; the list tells the two apart.
 */
export class SettingsReader {
  readonly problems: ConfigProblem[] = [];
  readonly #env: Environment;

  constructor(env: Environment) {
    this.#env = env;
  }

  refuse(at: string, mend: string): void {
    this.problems.push({ at, mend });
  }

  /** As given, for a setting that may be an object. */
  raw(name: Variable): unknown {
    return this.#env[name];
  }

  /** A value without the dirt that copying leaves: no quotes, spaces, line breaks or marks around or in it. */
  text(name: Variable): string | undefined {
    const value = this.sentence(name);
    if (value === undefined) return undefined;
    if (/^["'`]|["'`]$/.test(value)) return this.#refused(name, 'has quotes around it; leave them out.');
    if (/\s/u.test(value)) return this.#refused(name, 'has a space or a line break in it; copy it again without.');
    return value;
  }

  /** A value that may have spaces in it, but not around it. */
  sentence(name: Variable): string | undefined {
    const value = this.#string(name);
    if (value === undefined || value === '') return undefined;
    if (value === 'undefined' || value === 'null' || value.startsWith('[object ')) {
      return this.#refused(name, 'is the word that a program writes where a value is missing; set it or leave it out.');
    }
    if (/[\p{Cc}\p{Cf}\u{feff}]/u.test(value)) {
      return this.#refused(
        name,
        'has a line break, a byte order mark or another invisible character in it; copy it again without.',
      );
    }
    if (value !== value.trim()) return this.#refused(name, 'begins or ends with a space; leave it out.');
    return value;
  }

  /** Comma-separated, or an array in code; spaces after the commas are taken for tidiness. */
  list(name: Variable): readonly string[] {
    const value = this.sentence(name);
    if (value === undefined) return [];
    const entries = value.split(',').map((entry) => entry.trim());
    if (entries.some((entry) => entry === '')) {
      this.refuse(name, 'has a comma too many.');
      return [];
    }
    const dirty = entries.some((entry) => /\s|^["'`]|["'`]$/u.test(entry));
    if (dirty) this.refuse(name, 'has a space or quotes inside an entry; separate entries by commas and nothing else.');
    return dirty ? [] : [...new Set(entries)];
  }

  /** `true` or `false`; not set is false. */
  flag(name: Variable): boolean {
    const value = this.text(name);
    if (value !== undefined && value !== 'true' && value !== 'false') this.refuse(name, 'is a switch: true or false.');
    return value === 'true';
  }

  wholeNumber(name: Variable, bounds: { min: number; max: number; otherwise: number }): number {
    const value = this.text(name);
    if (value === undefined) return bounds.otherwise;
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= bounds.min && number <= bounds.max) return number;
    this.refuse(name, `is a whole number from ${bounds.min} to ${bounds.max}.`);
    return bounds.otherwise;
  }

  oneOf<T extends string>(name: Variable, choices: readonly T[], hint: string): T | null {
    const value = this.text(name);
    if (value === undefined) return null;
    const choice = choices.find((known) => known === value);
    if (choice === undefined) this.refuse(name, hint);
    return choice ?? null;
  }

  #string(name: Variable): string | undefined {
    const value = this.#env[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'boolean' || typeof value === 'number') return String(value);
    if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value.join(',');
    return this.#refused(name, 'is a text setting.');
  }

  #refused(name: Variable, mend: string): undefined {
    this.refuse(name, mend);
    return undefined;
  }
}
