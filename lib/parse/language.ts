import { franc } from 'franc'
import type { Lang } from '@/lib/schema/text'
import { light } from './light-expression'

/** ISO 639-3 as franc names languages, to ISO 639-1; neighbours of ours are among them, so that Czech is not called Polish. */
const CODES: Record<string, Lang> = {
  eng: 'en',
  deu: 'de',
  rus: 'ru',
  ukr: 'uk',
  fra: 'fr',
  spa: 'es',
  por: 'pt',
  ita: 'it',
  nld: 'nl',
  swe: 'sv',
  pol: 'pl',
  jpn: 'ja',
  cmn: 'zh',
  kor: 'ko',
  dan: 'da',
  nob: 'nb',
  ces: 'cs',
  slk: 'sk',
  tur: 'tr',
  fin: 'fi',
  hun: 'hu',
  ron: 'ro',
  cat: 'ca',
  ind: 'id',
  vie: 'vi',
}
/** Little words that make sentences: technical terms are English everywhere, these are not. */
const LITTLE: Record<string, string> = {
  en: 'the and of to in was were is are that this with for from which had has have been not by at on it we our as when did will be an after before they their there could would should because while still into during only also all but if no than then',
  de: 'der die das und in nicht mit den dem des ein eine einen einer wurde wurden werden wird ist sind war waren von für auf im zum zur durch bei nach aus dass sich auch als wir haben hatte nur noch um über keine konnte konnten diese dieser es sie alle',
  fr: "le la les des et une un du est sont était étaient dans pour que qui sur pas par avec nous au aux ce cette ces a ont été être plus il elle en se lors après avant ne afin d'un l'incident leur notre",
  es: 'el la los las de del y que en un una por con para no se es son fue fueron al su sus lo como más pero este esta estos hubo ha han sido desde hasta cuando durante nos también entre sin',
  pt: 'o a os as de do da dos das e que em um uma por com para não se é são foi foram ao na no nas nos seu sua como mais mas este esta houve há sido desde até quando durante também entre sem pelo pela',
  it: 'il lo la i gli le di del della dei delle e che in un una per con non si è sono era stato stati stata al alla dal dalla nel nella sul come più ma questo questa abbiamo ha hanno anche quando durante dopo prima da',
  nl: 'de het een en van in niet met voor op aan dat die is zijn was waren werd werden door bij naar uit ook als wij we hebben had heeft nog om over geen kon konden deze dit er maar zodat tijdens',
  sv: 'och att det en ett som på är var inte med för av den till har hade vi från om så när men sig också eller efter vid kunde blev alla under skulle detta denna dessa där inga',
  pl: 'i w na z nie się że do jest są był była było były po przez od dla jak ale o za co tym tego który która które został została zostały oraz ponieważ przed podczas tylko przy ze aby już nasze',
  da: 'og at det en et som på er var ikke med for af den til har havde vi fra om så da men sig også eller efter ved kunne blev alle under skulle dette denne disse der ingen',
  cs: 'a v na z se že do je jsou byl byla bylo byly po od pro jak ale o za co tím který která které byl nebo při jsme však už také aby ze není',
}
const WORDS = new Map<string, string[]>()
for (const lang of Object.keys(LITTLE))
  for (const word of (LITTLE[lang] ?? '').split(' ')) WORDS.set(word, [...(WORDS.get(word) ?? []), lang])

const LONGEST = Math.max(...[...WORDS.keys()].map((word) => word.length))
const WORD = light(/[\p{L}'’]+/gu)

/** Letters that one sign of a script without an alphabet is worth. */
const SIGN = 3

/**
 * The language that most of `text` is written in (ISO 639-1), by its prose alone: code, names in backticks, addresses and front
 * matter are left out. Scripts are told apart by their letters, Latin ones by the little words between the technical terms, and
 * by letter statistics where there are too few; text too short for either gives `und`.
 */
export function detectLanguage(text: string): Lang {
  const prose = proseOf(text)
  // most texts have few letters beyond ASCII, and those can be counted fast
  const beyond = prose.replace(/[\0-\x7f]+/g, '')
  const letters = countAsciiLetters(prose) + count(beyond, /\p{L}/gu)
  if (letters === 0) return 'und'
  const kana = count(beyond, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu)
  const hangul = count(beyond, /\p{Script=Hangul}/gu)
  const han = count(beyond, /\p{Script=Han}/gu)
  const cyrillic = count(beyond, /\p{Script=Cyrillic}/gu)
  const signs = kana + hangul + han
  const weight = letters - signs + signs * SIGN
  if (signs * SIGN >= weight * 0.3) {
    if (hangul >= kana && hangul * 3 >= signs) return 'ko'
    return kana * 10 >= kana + han ? 'ja' : 'zh'
  }
  if (cyrillic >= letters * 0.3) return /[іїєґ]/i.test(prose) && !/[ыэъё]/i.test(prose) ? 'uk' : 'ru'
  return latinLanguage(prose, letters)
}

function proseOf(text: string): string {
  return text
    .slice(0, 40_000)
    .replace(/^[ \t]*(`{3,}|~{3,})[\s\S]{0,5000}?^[ \t]*\1/gm, ' ')
    .replace(/`[^`\n]{0,200}`/g, ' ')
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/<[^<>\n]{1,300}>/g, ' ')
    .replace(/[\d|#*_=<>{}[\]()/\\-]+/g, ' ')
    .slice(0, 12_000)
}

function countAsciiLetters(text: string): number {
  let letters = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at) | 32
    if (code >= 97 && code <= 122) letters++
  }
  return letters
}

function count(text: string, expression: RegExp): number {
  return text.match(expression)?.length ?? 0
}

function latinLanguage(prose: string, letters: number): Lang {
  const scores = new Map<string, number>()
  for (const word of prose.toLowerCase().match(WORD) ?? []) {
    if (word.length > LONGEST) continue
    const langs = WORDS.get(word.replace('’', "'"))
    for (const lang of langs ?? []) scores.set(lang, (scores.get(lang) ?? 0) + 1 / (langs?.length ?? 1))
  }
  const [best, second] = [...scores].sort((a, b) => b[1] - a[1])
  if (best && best[1] >= 2.5 && best[1] >= (second?.[1] ?? 0) * 1.3) return best[0]
  const guess = letters < 24 ? undefined : CODES[franc(prose, { minLength: 24, only: Object.keys(CODES) })]
  if (!guess) return best && best[1] >= 1 && letters >= 24 ? best[0] : 'und'
  // statistics of short technical text name any language: little words are asked to agree, and English is likeliest without
  if (letters < 400 && best && (scores.get(guess) ?? 0) < best[1]) return best[0]
  return letters < 200 && (scores.get(guess) ?? 0) < 1 && /^[\p{ASCII}“”‘’–—…•→\s]*$/u.test(prose)
    ? (best?.[0] ?? 'en')
    : guess
}
