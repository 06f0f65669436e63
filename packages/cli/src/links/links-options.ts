import type { LinkQuantities } from '@stripe-cart/proxy/links';

/** What the command line asks of `stripe-cart links`. */
export interface LinksOptions {
  readonly catalog?: string;
  readonly items?: readonly string[];
  readonly upTo: number;
  readonly quantities: LinkQuantities;
  readonly quantityUpTo: number;
  readonly sets?: string;
  readonly adopt?: readonly string[];
  readonly returnUrl?: string;
  readonly shop?: string;
  readonly out: string;
  readonly only?: boolean;
  readonly prune?: boolean;
  readonly keepReplaced?: boolean;
  readonly confirmCount?: number;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly keyStdin?: boolean;
}
