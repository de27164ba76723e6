import { conceptsOf } from './concepts'
import { rememberedByWord } from './remembered-words'
import { tokenise, wordsIn } from './tokens'

/** Words that say nothing about what a text is about (en, de, ru), folded: those of any text, and the labels of a report. */
export const STOP_WORDS = new Set(
  (
    'date severity sev owner status author authors reviewed timeline summary postmortem utc datum schweregrad zeitzone zeitverlauf zusammenfassung дата хронология постмортем ' +
    'the and for that this with from are was were has have had been will would can could should may might must not but its it is in on at by an as to of or if we our you your they their he she who what when where which while than then there here also into over under after before during about all any each some more most other such only own same so too very just out up off again once no nor do does did done being because until between through both few how why using used use via per one two three ' +
    'der die das den dem des ein eine einen einem einer eines und oder aber nicht ist sind war waren wird werden wurde wurden hat haben hatte hatten mit von vom für auf aus bei zum zur als auch an am im in ins es sie wir er ich ihr uns unser unsere nach über unter durch um so wie wenn dass da nur noch schon sehr kann können konnte konnten sich keine kein ' +
    'и в во не на с со что как по из за от до для при о об у к ко а но или же бы был была было были быть есть мы вы они он она оно это этот эта эти то так также его ее их наш наша наши все всех который которая которые которых после перед если чтобы уже еще'
  ).split(' '),
)

/** Cuts the commonest endings, so that singular and plural, and cases, meet. Crude on purpose: it only has to be consistent. */
function stem(word: string): string {
  if (/^[a-zäöü]+$/.test(word)) {
    const cut = word.replace(/(?:ing|edly|ed|ies|es|s|ern|en|er|em|e|n)$/, '')
    return cut.length >= 3 ? cut : word
  }
  if (/^[а-яе]+$/.test(word)) {
    const cut = word.replace(
      /(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|ией|ий|ый|ой|ая|яя|ое|ее|ые|ие|ых|их|ов|ев|ей|ам|ям|ах|ях|ом|ем|ую|юю|ия|ию|ии|а|я|о|е|ы|и|у|ю|ь)$/,
      '',
    )
    return cut.length >= 3 ? cut : word
  }
  return word
}

/** `KubePodNotReady` is four words. */
export function splitCamelCase(text: string): string {
  return text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replace(/(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ')
}

function termsOfFolded(word: string): readonly string[] {
  if (STOP_WORDS.has(word) || word.length < 2 || /^(?:\d{1,2}|(?:19|20)\d\d)$/.test(word)) return []
  return [stem(word), ...conceptsOf(word).map((concept) => `#${concept}`)]
}

/**
 * The terms of each part of one word as it is written: the stem first, then its concepts. Remembered: folding words and looking up
 * their concepts is the dear part.
 */
export const termsOfParts = rememberedByWord((written): readonly (readonly string[])[] => {
  const parts = tokenise(splitCamelCase(written)).map(({ word }) => termsOfFolded(word))
  return parts.filter((part) => part.length > 0)
})

/**
 * What a text is about, as distinct terms: word stems without the words that every text has, and concepts (`#cache`) that are
 * the same in several languages. For comparing texts by what they share.
 */
export function termsOf(text: string): string[] {
  const terms = new Set<string>()
  for (const word of new Set(wordsIn(text))) {
    for (const part of termsOfParts(word)) for (const term of part) terms.add(term)
  }
  return [...terms]
}

/** How telling each term is among some texts: 1 and above for rare ones, near 0 for those that all have. */
export type Rarity = (term: string) => number

export function rarityIn(texts: readonly (readonly string[])[]): Rarity {
  const frequency = new Map<string, number>()
  for (const terms of texts) for (const term of terms) frequency.set(term, (frequency.get(term) ?? 0) + 1)
  // Few numbers of texts are asked for again and again.
  const byFrequency = Array.from({ length: texts.length + 1 }, (_, count) =>
    Math.log(1 + (texts.length + 1) / (count + 0.5)),
  )
  return (term) => byFrequency[frequency.get(term) ?? 0] ?? 0
}
