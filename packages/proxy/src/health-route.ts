import type { RouteHandler } from './deps.js';

/** The process is up and its configuration is whole, else another answer would have been given. Nothing more. */
export const healthRoute: RouteHandler = (c) => c.json({ status: 'ok' });
