import { PAST } from './contradictions'
import { findQuantities, type Quantity } from './quantities'

/** What a text says that a setting has: "the JWKS cache TTL is 24 h", "`max_connections` defaults to 100". */
export type SettingClaim = { words: Set<string>; isName: boolean; quantity: Quantity; said: string }

const SETTING =
  'ttl|timeout|limit|interval|retention|lifetime|expiry|quota|window|period|threshold|size|capacity|ceiling|cooldown|lebensdauer|frist|grenze|intervall|aufbewahrung|срок|таймаут|лимит|интервал'
/** A phrase that ends in a setting, or a name with joined parts as it stands in code. */
const PHRASE = new RegExp(
  `(?:[\\p{L}\\p{N}][\\p{L}\\p{N}._/-]{0,40}[ ]){1,4}(?:${SETTING})(?![\\p{L}\\p{N}])|\`([A-Za-z-][\\w.:/-]{3,60})\`|(?<![\\w./-])([A-Za-z]\\w*(?:[-_.]\\w+)+)`,
  'giu',
)
/** Says what a thing has, not what to make of it: "is", "defaults to", "is set to". */
const HAS =
  /^\s{0,2}(?:\([^)\n]{0,30}\)\s)?(?:is|are|=|lasts|defaults to|default is|is set to|is by default|has a default of|expires after|ist|beträgt|steht auf|liegt bei|равен|равна|равно|составляет|—)\s(?:currently\s|now\s|derzeit\s|сейчас\s)?(?:set to\s|by default\s|standardmäßig\s|по умолчанию\s)?(?:about\s|~\s?|etwa\s|около\s)?$/iu
/** A bare number is a setting only where that is said: "`up` is 0" tells of a state. */
const SETS = /default|set to|=|standardmäßig|по умолчанию/iu
/** What may be, is to be made, or is held elsewhere. */
const OTHERWISE =
  /\b(?:if|when|once|unless|not|never|should|must|may|might|could|increase|raise|lower|reduce|change|e\.g|example|staging|test|wenn|falls|sobald|nicht|soll\w*|erhöh\w*|senk\w*|beispiel)\b|(?<!\p{L})(?:если|когда|не|нужно|следует|увелич\p{L}*|уменьш\p{L}*|например|тест\p{L}*)(?!\p{L})/iu
/** Words around a setting that are no part of its name. */
const FILLER = new Set(
  'the a an our its this that their der die das des dem unser наш этот and und и of for von'.split(' '),
)
const MOST_CHARACTERS = 2000

/** The settings of a line with the values that it says they have, where one follows the other at once. */
export function readSettings(line: string): SettingClaim[] {
  return sentencesOf(line.slice(0, MOST_CHARACTERS)).flatMap((sentence) => {
    if (PAST.test(sentence) || OTHERWISE.test(sentence)) return []
    const quantities = findQuantities(sentence)
    return [...sentence.matchAll(PHRASE)].flatMap((match): SettingClaim[] => {
      const [whole, code, name] = match
      const end = match.index + whole.length
      const quantity = quantities.find(({ span }) => span[0] >= end)
      if (!quantity) return []
      const between = sentence.slice(end, quantity.span[0])
      if (!HAS.test(between) || (quantity.unit === 'number' && !SETS.test(between))) return []
      const isName = (code ?? name) !== undefined
      const words = isName
        ? [(code ?? name ?? '').toLowerCase()]
        : whole
            .toLowerCase()
            .split(/\s+/)
            .filter((word) => !FILLER.has(word))
      return words.length > 1 || isName ? [{ words: new Set(words), isName, quantity, said: sentence.trim() }] : []
    })
  })
}

/** A point inside a name or a number ends no sentence. */
export function sentencesOf(line: string): string[] {
  return line.split(/(?<=[.!?;])\s+/)
}
