import type { StripeConstructor } from '@stripe/stripe-js';
import { readFileSync } from 'node:fs';
import { expect, expectTypeOf, test } from 'vitest';
import { uncoveredMembers } from '../../build/uncovered-members.mjs';
import { stripeConstructor } from './browser/stripe.js';
import { UNCOVERED_STRIPE } from './browser/uncovered-members.js';

test('[uncovered-members] the stand-in is a StripeConstructor as @stripe/stripe-js types it, without a cast', () => {
  const constructor: StripeConstructor = stripeConstructor('http://sandbox.example');
  expectTypeOf(constructor).toEqualTypeOf<StripeConstructor>();
  expectTypeOf(stripeConstructor).returns.toExtend<StripeConstructor>();
  expect(stripeConstructor('http://sandbox.example').version).toBe('endive');
});

test('[uncovered-members] what it does not have is a stub that says so, made from the pinned declarations', () => {
  const written = readFileSync(new URL('browser/uncovered-members.ts', import.meta.url), 'utf8');
  expect(written, 'run: node build/uncovered-members.mjs').toBe(uncoveredMembers());
  const stripe = stripeConstructor('http://sandbox.example')('pk_test_sandbox');
  const names = Object.keys(UNCOVERED_STRIPE);
  expect(names.length).toBeGreaterThan(50);
  for (const [name, stub] of Object.entries(UNCOVERED_STRIPE)) {
    expect(stub, name).toThrow(`stripe.${name} is not covered by the sandbox.`);
    expect(stripe).toHaveProperty(name, stub);
  }
});
