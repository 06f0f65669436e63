/** Several programs on a machine with several cores: nobody waits who has room, and nobody's words are mixed with another's. */
import { spawn } from 'node:child_process';

/**
 * Runs jobs in their order, a few at a time.
 *
 * @template Job, Result
 * @param {readonly Job[]} jobs
 * @param {number} atATime 1 or more
 * @param {(job: Job) => Promise<Result>} run
 * @returns {Promise<Result[]>} in the order of the jobs, whichever ended first
 */
export async function sideBySide(jobs, atATime, run) {
  const waiting = jobs.entries();
  const results = [];
  const lane = async () => {
    for (const [index, job] of waiting) results[index] = await run(job);
  };
  await Promise.all(Array.from({ length: atATime }, lane));
  return results;
}

const children = new Set();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
  process.once(signal, () => {
    for (const child of children) child.kill(signal);
    process.exit(1);
  });
}

/**
 * Runs a command to its end, and keeps what it says, both streams in the order in which it comes.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<{ exitCode: number, said: string }>}
 */
export function runToEnd(command, args, options) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  const said = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => said.push(text));
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      children.delete(child);
      resolve({ exitCode: code ?? 1, said: said.join('') });
    });
  });
}
