/**
 * A new attempt: a random UUID, version 4, variant 8. Not by `crypto.randomUUID`, which exists only in secure contexts:
 * a shop is also tried out over plain http in a local network.
 */
export function newAttempt(): string {
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(16)));
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-8$4-');
}
