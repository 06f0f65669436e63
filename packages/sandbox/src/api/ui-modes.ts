import type Stripe from 'stripe';
import { ApiError, notCovered } from '../errors.js';

type CreateParams = Stripe.Checkout.SessionCreateParams;
type Param = keyof CreateParams & string;

/** Where a session is paid: on Stripe's page, or on the shop's, in Stripe's page or in Stripe's Elements. */
const UI_MODES = ['hosted_page', 'embedded_page', 'elements'] as const;

export type UiMode = (typeof UI_MODES)[number];

/** What Stripe refuses in each, as `Checkout/Sessions.d.ts` says at each parameter. */
const FORBIDDEN: Readonly<Record<UiMode, readonly Param[]>> = {
  hosted_page: ['permissions', 'redirect_on_completion', 'return_url'],
  embedded_page: ['cancel_url', 'success_url'],
  elements: [
    'after_expiration',
    'branding_settings',
    'cancel_url',
    'custom_fields',
    'custom_text',
    'optional_items',
    'origin_context',
    'redirect_on_completion',
    'submit_type',
    'success_url',
  ],
};

/** Forbidden in one mode, and in the others no part of the sandbox: known here so that the first refusal can be Stripe's. */
export const NAMED_ONLY = [
  'after_expiration',
  'branding_settings',
  'custom_fields',
  'custom_text',
  'optional_items',
  'origin_context',
  'permissions',
  'tax_id_collection',
] as const satisfies readonly Param[];

/** @throws ApiError for a parameter that is not for this mode, or an address that is missing or is none */
export function checkUiMode(params: CreateParams): void {
  const mode = uiModeOf(params);
  const forbidden = FORBIDDEN[mode].find((param) => params[param] !== undefined);
  if (forbidden) throw notFor(mode, forbidden);
  if (mode === 'elements' && params.tax_id_collection?.required !== undefined) {
    throw notFor(mode, 'tax_id_collection[required]');
  }
  const named = NAMED_ONLY.find((param) => params[param] !== undefined);
  if (named) throw notCovered(`the parameter ${named} of checkout.sessions.create`, named);

  for (const param of ['success_url', 'cancel_url', 'return_url'] as const) checkUrl(params[param], param);
  if (mode === 'hosted_page' && params.success_url === undefined) throw missing('session-urls', 'success_url');
  const never = params.redirect_on_completion === 'never';
  if (never && params.return_url !== undefined) {
    throw new ApiError('return-url', 400, 'With redirect_on_completion never there is nowhere to return to.', {
      param: 'return_url',
    });
  }
  if (mode === 'embedded_page' && !never && params.return_url === undefined) throw missing('return-url', 'return_url');
}

/** @throws ApiError for the one mode that is Stripe's and not the sandbox's */
export function uiModeOf({ ui_mode: mode = 'hosted_page' }: CreateParams): UiMode {
  const known = UI_MODES.find((each) => each === mode);
  if (!known) throw notCovered(`ui_mode ${mode}`, 'ui_mode');
  return known;
}

/** Elements: whoever may be sent to their bank's site must be able to come back. */
export function checkWayBack(params: CreateParams, redirects: boolean): void {
  if (uiModeOf(params) === 'elements' && redirects && params.return_url === undefined) {
    throw missing('return-url', 'return_url');
  }
}

function notFor(mode: UiMode, param: string): ApiError {
  return new ApiError('ui-mode-params', 400, `${param} is not for ui_mode ${mode}.`, { param });
}

function missing(rule: 'return-url' | 'session-urls', param: string): ApiError {
  return new ApiError(rule, 400, `Missing required param: ${param}.`, { code: 'parameter_missing', param });
}

function checkUrl(url: string | undefined, param: string): void {
  if (url === undefined) return;
  if (url.length > 5000 || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new ApiError('session-urls', 400, 'Not a valid URL; it needs an explicit scheme such as https.', {
      code: 'url_invalid',
      param,
    });
  }
}
