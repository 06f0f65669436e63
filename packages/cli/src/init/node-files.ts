import { settingsOf, type Answers } from './answers.js';
import type { RuntimeFiles } from './runtime-files.js';

/** A Node process: one file that starts it. */
export function nodeFiles(answers: Answers): RuntimeFiles {
  return {
    files: [{ path: 'start.js', text: startFile(answers) }],
    secrets: {
      file: '.env',
      comment: [
        'For this machine only: `npm start` and `npm run dev` read it; the latter brings a key for the sandbox by itself.',
        'Where the proxy runs for real, set these in its environment instead, with a token secret of its own.',
        'A token secret is 32 characters or more: openssl rand -base64 32. Keep the one that is deployed: no host shows it again,',
        'and `stripe-cart links` and `invoice-link` need that very one.',
      ],
    },
    scripts: { start: 'node --env-file-if-exists=.env start.js' },
    needsWrangler: false,
  };
}

function startFile(answers: Answers): string {
  const settings = Object.entries(settingsOf(answers)).map(([name, value]) => `  ${name}: ${JSON.stringify(value)},`);
  return `import { fileURLToPath } from 'node:url';
import { serveProxy } from '@stripe-cart/proxy/node';

// Settings that are no secret; the README of @stripe-cart/proxy has them all. The environment goes before them.
const settings = {
${settings.join('\n')}
  CART_CATALOG: fileURLToPath(new URL('./catalog.json', import.meta.url)),
};

try {
  const proxy = await serveProxy({
    env: { ...settings, ...process.env },
    // Behind a web server with TLS, which passes on what comes for the address above.
    port: Number(process.env.PORT ?? 8787),
    host: process.env.HOST ?? '127.0.0.1',
  });
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => proxy.close().then(() => process.exit(0)));
  console.log(\`The proxy listens on \${proxy.url}.\`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
`;
}
