/** Whether a URL leads to the machine it is used on. */
export function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|(.+\.)localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
