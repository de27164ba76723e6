/** Words that turn what follows into its opposite (en, de, ru), folded. */
const NEGATORS = new Set(
  (
    'no not never without neither nor cannot cant didnt doesnt dont wasnt werent isnt arent hasnt havent hadnt couldnt wouldnt ' +
    'unaffected unrelated ' +
    'nicht kein keine keinen keinem keiner keines nie niemals ohne weder ' +
    'не нет ни без никогда'
  ).split(' '),
)
/** "no sign of ...": what is looked for and not found reaches over the whole clause. */
const FINDINGS =
  /^(?:sign|signs|evidence|indication|indications|proof|trace|hinweis|hinweise|anzeichen|beleg|belege|indizien|признак\p{L}*|свидетельств\p{L}*|доказательств\p{L}*|след\p{L}*)$/u
/** "not only a cache" affirms the cache. */
const ONLY = new Set(['only', 'just', 'merely', 'nur', 'bloss', 'только', 'лишь'])
/** After these the clause before a comma still reaches on. */
const GOES_ON = new Set(['that', 'dass', 'что'])
const CLAUSE_END = /[,;:()[\]!?…—–]|\.\s|\n\s*\n|\sbut\s|\saber\s|\sно\s/u

const NEAR = 3
const FAR = 9

export function isNegator(word: string): boolean {
  return NEGATORS.has(word)
}

/**
 * Whether the word at `index` is negated by a word before it in the same clause: within three words, or within nine after
 * "no sign of" and the like. `from` is the index of the first word of the sentence.
 */
export function isNegated(
  text: string,
  tokens: readonly { word: string; start: number; end: number }[],
  index: number,
  from: number,
): boolean {
  for (let i = index - 1; i >= Math.max(from, index - FAR); i--) {
    const token = tokens[i]
    const next = tokens[i + 1]
    if (!token || !next) return false
    if (CLAUSE_END.test(text.slice(token.end, next.start)) && !GOES_ON.has(next.word)) return false
    if (!NEGATORS.has(token.word) || ONLY.has(next.word)) continue
    if (index - i <= NEAR || tokens.slice(i + 1, i + 4).some((after) => FINDINGS.test(after.word))) return true
  }
  return false
}
