import { IntegrationError } from './integration-error.js';

/**
 * The element of the document that an Element is mounted to. The types say what to pass; a page without types may pass
 * anything.
 *
 * @throws IntegrationError for what is not there, not in this document, or in a shadow root
 */
export function mountTarget(target: unknown): HTMLElement {
  const container = typeof target === 'string' ? document.querySelector(target) : target;
  if (container === null && typeof target === 'string') {
    throw new IntegrationError(
      `No element of the document matches “${target}”. A selector does not see into a shadow root.`,
    );
  }
  if (!(container instanceof HTMLElement)) {
    throw new IntegrationError('mount() takes a DOM element of this document, or a selector for one.');
  }
  if (container.getRootNode() instanceof ShadowRoot) {
    throw new IntegrationError(
      'Elements cannot be mounted in a shadow root. Mount in the light DOM, and project it through a slot.',
    );
  }
  if (!container.isConnected) throw new IntegrationError('The DOM element to mount to is not in the document.');
  return container;
}
