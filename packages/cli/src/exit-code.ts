/** What a command's end tells a script. Documented in this package's README. */
export const ExitCode = {
  /** Done, or nothing to do. */
  done: 0,
  /** The work was done or looked at, and something is wrong: a page disagrees, a finding is bad, a link could not be made. */
  problem: 1,
  /** The command line itself is wrong, or something it needs is not there; nothing was done. */
  usage: 2,
  /** Whoever was asked said no, or pressed Ctrl-C. */
  declined: 130,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
