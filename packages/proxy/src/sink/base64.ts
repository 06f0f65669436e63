/** Base 64 with padding (RFC 4648, section 4), as Standard Webhooks writes its secrets and signatures. */
export const base64 = {
  encode: (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)),
  decode: (text: string): Uint8Array<ArrayBuffer> =>
    Uint8Array.from(atob(text), (character) => character.charCodeAt(0)),
};
