import { API_VERSION } from '../account/account.js';
import { ApiError, notCovered } from '../errors.js';
import type { Form } from '../form-body.js';

/** The release trains whose requests and answers have one shape, for what the sandbox covers. */
const TRAINS = ['dahlia', 'endive'] as const;
type Train = (typeof TRAINS)[number];

/** The first version of them; the one before still called a hosted page `hosted`. */
const OLDEST = '2026-03-25.dahlia';

/** What a train still took and a later one does not: the sandbox has no answer for it. */
const GONE_SINCE: Readonly<Record<Train, readonly string[]>> = { dahlia: ['payment_method_types'], endive: [] };

export interface ApiVersion {
  /** As it was asked for, and as answers name it. */
  readonly name: string;
  readonly train: Train;
}

/**
 * The version a request asks for. Monthly versions of a train only add to it, so they are taken as one.
 *
 * @throws ApiError for a train that is older or newer than the sandbox speaks
 */
export function versionOf(header: string | null): ApiVersion {
  const name = header ?? API_VERSION;
  const train = TRAINS.find((each) => /^\d{4}-\d{2}-\d{2}$/.test(name.slice(0, 10)) && name.slice(10) === `.${each}`);
  if (train && name >= OLDEST) return { name, train };
  throw new ApiError(
    'api-version',
    400,
    `Not covered by the sandbox: API version ${name}. It speaks those from ${OLDEST} to the ${TRAINS.at(-1)} train ` +
      `(stripe for Node 21 to 23), in which requests and answers have the shape of ${API_VERSION}.`,
    { code: 'sandbox_not_covered' },
  );
}

/** Where Stripe says of `payment_method_types` that it is gone, and not that it is unknown. */
const NAMED_AS_GONE = ['paymentIntents.create', 'paymentIntents.update', 'paymentIntents.confirm'];

/** @throws ApiError for a parameter that this version of Stripe’s API still took, or that Stripe names as gone */
export function refuseGone({ name, train }: ApiVersion, form: Form, operation: string): void {
  const gone = GONE_SINCE[train].find((param) => Object.hasOwn(form, param));
  if (gone !== undefined)
    throw notCovered(`the parameter ${gone}, which later versions than ${name} do not have`, gone);
  if (NAMED_AS_GONE.includes(operation) && Object.hasOwn(form, 'payment_method_types')) {
    throw new ApiError('intent-method-types', 400, 'payment_method_types is not supported any longer.', {
      code: 'payment_method_types_no_longer_supported',
      param: 'payment_method_types',
    });
  }
}
