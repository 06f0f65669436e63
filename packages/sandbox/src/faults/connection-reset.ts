/**
 * The connection breaks. `fetch(request)` rejects with it, or the body of its response errors with it, as the
 * platform's own `fetch` does; on a socket the connection really is reset.
 */
export class ConnectionReset extends TypeError {
  readonly code = 'ECONNRESET';

  constructor() {
    super('The sandbox was asked to reset this connection.');
  }
}
