/** One at a time over processes: two `npm test` side by side must not install or build into each other. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** How often to look whether a lock held by somebody else is free, in milliseconds. */
const LOOK_EVERY_MS = 250;

/**
 * Runs `work` while holding the lock file, waiting for as long as a living process holds it.
 * A lock left behind by a process that is gone is taken over.
 *
 * @template T
 * @param {string} file in a folder that exists
 * @param {(line: string) => void} say told once if there is a wait
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, say, work) {
  for (let waits = 0; !(await take(file)); waits += 1) {
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    if (holder && !isAlive(holder)) {
      await rm(file, { force: true });
      continue;
    }
    if (waits === 1) say('Waiting for another run of this checkout to finish its set-up …');
    await wait(LOOK_EVERY_MS);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

const take = (file) =>
  writeFile(file, String(process.pid), { flag: 'wx' }).then(
    () => true,
    (error) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
