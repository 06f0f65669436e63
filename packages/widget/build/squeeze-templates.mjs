/**
 * A Vite plugin: line breaks and indentation inside our html, svg and css templates say nothing to a browser, and the
 * minifier rightly leaves them alone. A run of white space becomes one space, and none beside CSS punctuation or where a
 * block begins or ends. A name as the value of an attribute takes no quotes.
 */
export function squeezeTemplates(root) {
  return {
    name: 'stripe-cart:squeeze-templates',
    enforce: 'pre',
    transform(code, id) {
      if (!id.startsWith(root) || id.includes('node_modules')) return null;
      return { code: squeeze(code, 0, '').text, map: null };
    },
  };
}

/** Copies code up to `end`, squeezing each tagged template it meets. @returns the text and where it stopped */
function squeeze(code, from, end) {
  const token = /\b(html|svg|css)`|[{}]/g;
  let text = '';
  let depth = 0;
  let at = from;
  for (;;) {
    token.lastIndex = at;
    const found = token.exec(code);
    if (!found) return { text: text + code.slice(at), at: code.length };
    text += code.slice(at, found.index);
    at = token.lastIndex;
    if (end !== '' && found[0] === end && depth === 0) return { text, at };
    if (found[0] === '{') depth++;
    if (found[0] === '}') depth--;
    // The tag of a style sheet is for editors; without it the text is the same, since it has no backslash.
    text += found[1] === 'css' ? '`' : found[0];
    if (found[1]) {
      const template = squeezeTemplate(code, at, found[1] === 'css');
      text += template.text;
      at = template.at;
    }
  }
}

/** One template, from behind its opening backtick to behind its closing one. */
function squeezeTemplate(code, from, isCss) {
  const stop = /`|\$\{/g;
  let text = '';
  let at = from;
  for (;;) {
    stop.lastIndex = at;
    const found = stop.exec(code);
    if (!found) throw new Error('A template that never ends.');
    const part = code.slice(at, found.index).replaceAll(/\s+/g, ' ');
    text += (isCss ? squeezeCss(part) : squeezeHtml(part)) + found[0];
    at = stop.lastIndex;
    if (found[0] === '`') return { text, at };
    const inner = squeeze(code, at, '}');
    text += `${inner.text}}`;
    at = inner.at;
  }
}

/** Elements that are laid out as blocks, at whose edges a browser drops white space. */
const BLOCK = 'div|p|ul|li|dl|dt|dd|section|h2|h3|dialog';
const BEFORE_EDGE = new RegExp(` (?=</?(?:${BLOCK})\\b|</button>|>)`, 'g');
const AFTER_BLOCK = new RegExp(`(</(?:${BLOCK})>) `, 'g');

function squeezeHtml(part) {
  return part
    .replaceAll(/="([\w-]+)"(?=[ >])/g, '=$1')
    .replaceAll(BEFORE_EDGE, '')
    .replaceAll(AFTER_BLOCK, '$1');
}

/** Nothing between rules, no comment, no space beside punctuation, no zero before a point, no semicolon before a brace. */
function squeezeCss(part) {
  return part
    .replaceAll(/\/\*.*?\*\//g, '')
    .replaceAll(/ ?([{};,!>]) ?|(:) /g, '$1$2')
    .replaceAll(/(?<=[ :,(-])0\./g, '.')
    .replaceAll(';}', '}');
}
