import { errColors } from './colors.js';

/** How far some counted work has come, on standard error. */
export interface Progress {
  /** One more is done. */
  advance(): void;
  /** Ends the line, however far the work has come. */
  end(): void;
}

/** So many lines are enough for a log. */
const LINES = 10;

/**
 * On a terminal one line that keeps up; elsewhere a line for every tenth of the work.
 *
 * @param label what is being done, as in `Creating links`
 * @param total 0 shows nothing
 */
export function showProgress(label: string, total: number): Progress {
  const { isTTY } = process.stderr;
  const every = Math.max(1, Math.ceil(total / LINES));
  let done = 0;
  const show = () => {
    const text = `${label}: ${done} of ${total}`;
    if (isTTY) process.stderr.write(`\r${errColors.dim(text)}`);
    else if (done % every === 0 || done === total) process.stderr.write(`${text}\n`);
  };
  if (isTTY && total > 0) show();
  return {
    advance() {
      done += 1;
      show();
    },
    end() {
      if (isTTY && total > 0) process.stderr.write('\n');
    },
  };
}
