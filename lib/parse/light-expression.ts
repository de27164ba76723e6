/**
 * What the properties of letters and digits stand for among the first 65,536 characters, as the inside of a class. Kept short, as
 * characters and not as escapes: V8 does not optimise an expression of more than `MAX_OPTIMISED` characters. Scripts of no language that
 * is read here are taken as a whole, with their marks.
 */
const LATIN =
  'A-Za-z\xaa\xba\xc0-\xd6\xd8-\xf6\xf8-\u02b8\u1d00-\u1dbf\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua7ff\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a'
const CYRILLIC = '\u0400-\u0484\u0487-\u052f\u1c80-\u1c88\ua640-\ua66e\ua67f-\ua69d'
const GREEK = '\u0370-\u0373\u0376-\u037d\u037f\u0386\u0388-\u03ff\u1f00-\u1ffe'
const HAN = '\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9'
const HIRAGANA = '\u3041-\u3096\u309d-\u309f'
const KATAKANA = '\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff6f\uff71-\uff9d'
const HANGUL = '\u1100-\u11ff\u302e\u302f\u3131-\u318e\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb\uffa0-\uffdc'
const LETTERS =
  'A-Za-z\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\u02c1\u0370-\u0374\u0376-\u037d\u037f-\u0386\u0388-\u0481\u048a-\u0559\u0560-\u0588\u05d0-\u05f2\u0620-\u064a\u066e-\u06d3\u06fa-\u1fff\u2c00-\u2dff\u3005\u3006\u3041-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u318e\u31a0-\u31ff\u3400-\u4dbf\u4e00-\ud7ff\uf900-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc'
const NUMBERS =
  '0-9\xb2\xb3\xb9\xbc-\xbe\u0660-\u0669\u06f0-\u06f9\u2070-\u2079\u2080-\u2089\u2150-\u2189\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3007\u3021-\u3029\uff10-\uff19'

/** Upper and lower case take turns: their ranges are listed by trying the letters of the alphabets that have cases. */
function rangesOf(property: RegExp): string {
  let ranges = ''
  for (let code = 0x41; code < 0x588; code++) {
    let end = code
    while (property.test(String.fromCharCode(end))) end++
    if (end === code) continue
    ranges += `${String.fromCharCode(code)}-${String.fromCharCode(end - 1)}`
    code = end
  }
  return ranges
}

const CLASSES: Record<string, string> = {
  L: LETTERS,
  N: NUMBERS,
  Ll: `${rangesOf(/\p{Ll}/u)}\uff41-\uff5a`,
  Lu: `${rangesOf(/\p{Lu}/u)}\uff21-\uff3a`,
  'Script=Latin': LATIN,
  'Script=Cyrillic': CYRILLIC,
  'Script=Greek': GREEK,
  'Script=Han': HAN,
  'Script=Hiragana': HIRAGANA,
  'Script=Katakana': KATAKANA,
  'Script=Hangul': HANGUL,
}

/** `RegExp::kRegExpTooLargeToOptimize` of V8. */
const MAX_OPTIMISED = 20 * 1024

/**
 * The same expression without the `u` flag, its properties of letters (`\p{L}`, `\p{Script=Latin}`) written out as ranges: a list
 * of words is compiled three times as fast and searched for more than twice as fast. An expression that needs whole code points
 * (an emoji, a property without ranges here), or that would become too long, is given back as it is. Letters beyond the first 65,536 characters are no letters
 * to it, and a dot or a negated class takes them as two, so it must not end at a count of those.
 */
export function light(expression: RegExp): RegExp {
  const { source, flags } = expression
  if (!expression.unicode || /[\ud800-\udfff]|\\u\{/.test(source)) return expression
  let inClass = false
  let written = ''
  for (let at = 0; at < source.length; at++) {
    const letter = source[at] ?? ''
    if (letter === '\\') {
      const property = /^\\p\{([^}]*)\}/.exec(source.slice(at, at + 40))
      const ranges = property ? CLASSES[property[1] ?? ''] : undefined
      if (/^\\[pP]/.test(source.slice(at, at + 2)) && ranges === undefined) return expression
      if (property && ranges !== undefined) written += inClass ? ranges : `[${ranges}]`
      else written += letter + (source[at + 1] ?? '')
      at += (property?.[0].length ?? 2) - 1
      continue
    }
    if (letter === '[') inClass = true
    if (letter === ']') inClass = false
    written += letter
  }
  return written.length > MAX_OPTIMISED ? expression : new RegExp(written, flags.replace('u', ''))
}

/**
 * Every match of `expression`, which has the `g` flag, in `text`. `matchAll` copies the expression for each text, which takes
 * longer than the search when it is a long list of words.
 */
export function matchesOf(text: string, expression: RegExp): RegExpExecArray[] {
  const matches: RegExpExecArray[] = []
  expression.lastIndex = 0
  for (let match = expression.exec(text); match; match = expression.exec(text)) {
    matches.push(match)
    if (match[0] === '') expression.lastIndex++
  }
  return matches
}
