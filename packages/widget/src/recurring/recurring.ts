/**
 * Everything about prices that recur, as one chunk: only where one is in the cart or in an order is it loaded. A page
 * has one storefront, and this has the token of each subscription that is begun in it kept, from now on.
 */
import { requirePage } from '../page/current-page.js';
import { storefrontOf } from '../storefront.js';
import { keepTokens } from './kept-tokens.js';
import * as view from './recurring-view.js';

keepTokens(storefrontOf(requirePage()));

// A bundler passes over a file that has nothing of its own to export, and so over what it does.
export const agreement = view.agreement;
export const subscription = view.subscription;
