import { serveProxy } from '../node.js';
import type { Runtime } from './runtime.js';

export const nodeRuntime: Runtime = {
  name: 'node',
  async start(env) {
    const lines: string[] = [];
    const proxy = await serveProxy({ env, log: (entry) => lines.push(JSON.stringify(entry)) });
    return { url: proxy.url, log: () => lines.join('\n'), close: () => proxy.close() };
  },
};
