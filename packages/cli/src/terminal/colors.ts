import pc from 'picocolors';

/**
 * Colours for one stream: none where it is not a terminal, nor where `NO_COLOR` is set (https://no-color.org).
 * picocolors also turns them on in CI, whose logs are files and are read as such; only `FORCE_COLOR` does that here.
 */
function colorsFor(stream: { readonly isTTY?: boolean }) {
  const isWanted = stream.isTTY === true || Boolean(process.env['FORCE_COLOR']);
  return pc.createColors(pc.isColorSupported && isWanted);
}

/** For what is printed on standard output. */
export const outColors = colorsFor(process.stdout);

/** For what is told on standard error. */
export const errColors = colorsFor(process.stderr);
