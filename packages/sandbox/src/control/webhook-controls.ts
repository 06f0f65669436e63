import type { Deliveries } from '../webhooks/deliveries.js';
import type { Attempt, Manner } from '../webhooks/delivery.js';
import { ROLL_WITHIN } from '../webhooks/secrets.js';
import { ControlError } from './control-error.js';

const WAYS = ['now', 'twice', 'reversed', 'again', 'hold', 'resume'] as const;

/**
 * `{ deliver, event?, age?, secret? }` or `{ roll, expiresIn? }`.
 *
 * @throws ControlError when it is neither
 */
export async function controlWebhooks(
  body: Record<string, unknown>,
  deliveries: Deliveries,
): Promise<{ attempts: Attempt[] } | { secret: string }> {
  return 'roll' in body ? roll(body, deliveries) : { attempts: await deliver(body, deliveries) };
}

function roll({ roll: endpoint, expiresIn = ROLL_WITHIN }: Record<string, unknown>, deliveries: Deliveries) {
  if (typeof expiresIn !== 'number' || !(expiresIn >= 0 && expiresIn <= ROLL_WITHIN)) {
    throw new ControlError(`Give expiresIn as seconds from 0 to ${ROLL_WITHIN}, for which the old secret stays valid.`);
  }
  const secret = typeof endpoint === 'string' ? deliveries.rollSecret(endpoint, expiresIn) : null;
  if (secret === null) throw new ControlError('Give roll as the id of a webhook endpoint.');
  return { secret };
}

async function deliver(body: Record<string, unknown>, deliveries: Deliveries): Promise<Attempt[]> {
  const manner = mannerOf(body);
  switch (WAYS.find((way) => way === body['deliver'])) {
    case 'now':
      return deliveries.deliverNow(manner);
    case 'twice':
      return deliveries.deliverTwice(manner);
    case 'reversed':
      return deliveries.deliverReversed(manner);
    case 'again':
      return deliveries.deliverAgain(manner);
    case 'hold':
      deliveries.hold(true);
      return [];
    case 'resume':
      deliveries.hold(false);
      return deliveries.deliverDue();
    case undefined:
      throw new ControlError(`Give deliver as one of ${WAYS.join(', ')}, or roll as the id of a webhook endpoint.`);
  }
}

function mannerOf({ event, age, secret }: Record<string, unknown>): Manner {
  if (event !== undefined && typeof event !== 'string') throw new ControlError('Give event as the id of an event.');
  if (age !== undefined && (typeof age !== 'number' || !Number.isSafeInteger(age))) {
    throw new ControlError('Give age as whole seconds that the timestamp lies in the past, negative for the future.');
  }
  if (secret !== undefined && typeof secret !== 'string') throw new ControlError('Give secret as what to sign with.');
  return {
    ...(event === undefined ? {} : { event }),
    ...(age === undefined ? {} : { age }),
    ...(secret === undefined ? {} : { secret }),
  };
}
