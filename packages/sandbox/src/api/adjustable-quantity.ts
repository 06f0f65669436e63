import type { WireLineItem } from '../account/wire.js';
import { ApiError } from '../errors.js';

/** Of one line, as Sessions and payment links are given it. */
export interface AdjustableQuantityInput {
  readonly enabled: boolean;
  readonly maximum?: number;
  readonly minimum?: number;
}

const MOST = 999_999;
const USUAL_MAXIMUM = 99;

/**
 * How far the buyer may change the quantity; null where they may not.
 *
 * @throws ApiError for bounds that leave no quantity, or not the one that the line begins with
 */
export function adjustableQuantityOf(
  given: AdjustableQuantityInput | undefined,
  quantity: number,
  param: string,
): WireLineItem['adjustable_quantity'] {
  if (!given?.enabled) return null;
  const { minimum = 0, maximum = USUAL_MAXIMUM } = given;
  const refuse = (message: string, field: string): ApiError =>
    new ApiError('adjustable-quantity', 400, message, {
      code: 'parameter_invalid_integer',
      param: `${param}${field}`,
    });
  if (maximum < 1 || maximum > MOST) throw refuse(`A maximum is from 1 to ${MOST}.`, '[adjustable_quantity][maximum]');
  if (minimum < 0 || minimum > maximum) {
    throw refuse('A minimum is from 0 to the maximum.', '[adjustable_quantity][minimum]');
  }
  if (quantity < minimum || quantity > maximum) {
    throw refuse(`The quantity is from ${minimum} to ${maximum}, as the buyer may adjust it.`, '[quantity]');
  }
  return { enabled: true, maximum, minimum };
}
