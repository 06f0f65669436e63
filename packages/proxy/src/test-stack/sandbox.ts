/** The tests' one door to the sandbox, for those that need it before there is a shop. */
export { serveSandbox } from '@stripe-cart/sandbox/node';
