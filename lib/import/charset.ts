import iconv from 'iconv-lite'

/*
 * Which encoding bytes without a mark are in. General detectors need kilobytes; a report is often short, mostly ASCII, and in
 * one of few languages. So the likely encodings are tried, and the one whose text looks most like a language is taken.
 */

type Candidate = { encoding: string; rate: (text: string) => number }

/** The choice, and whether a person should look at it: the text looks like no language, or like two. */
export type Charset = { encoding: string; sure: boolean }

/** Letters beyond ASCII of one language each: a text in letters of several is a text in the wrong encoding. */
const WEST = [
  'äöüß',
  'àâæçèéêëîïôùûüÿœ',
  'áéíñóúü',
  'ãõáéíóúâêôàç',
  'àèéìòùî',
  'åäöé',
  'åæøé',
  'éëïöüè',
  'àçèéíïòóúü',
  'áéíóúýþðæö',
  'õäöü',
]
const CENTRAL = ['ąćęłńóśźż', 'áčďéěíňóřšťúůýž', 'áäčďéíĺľňóôŕšťúýž', 'áéíóöőúüű', 'čćđšž', 'ăâîşţ']
const TURKISH = ['çğıöşüâî']
const CYRILLIC_COMMON = 'оеаинтсрвлкмдпуяыьгзбчйхжшюіїє'
const SIMPLIFIED =
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于下自之年过发后作里用道行所然家种事成方多经去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日者意无力它与长把机第公此已工使情明性知全又关点正业外将两高间由问很最重并物手应向头文体相见被利等产或新制身果加月话合回特代内信表化给位次度门任常先通原提立及比员解名真论处各入几认条平系题更别打变总何电数安少报才结反受目太量再建务做接必场件计管期直资命指统区保至形空决展基书非则达放强即难且完设式路记告类求据程边该交规取确传观清切让识带导运服故障器库影响户修复恢监控请署配置错误延迟'
const TRADITIONAL =
  '的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於下自之年過發後作裡用道行所然家種事成方多經去法學如都同現當沒動面起看定天分還進好小部其些主樣理心本前開但因只從想實日者意無力它與長把機第公此已工使情明性知全又關點正業外將兩高間由問很最重並物手應向頭文體相見被利等產或新制身果加月話合回特代內信表化給位次度門任常先通原提立及比員解名真論處各入幾認條平系題更別打變總何電數安少報才結反受目太量再建務做接必場件計管期直資命指統區保至形空決展基書非則達放強即難且完設式路記告類求據程邊該交規取確傳觀清切讓識帶導運服故障器庫影響戶修復恢監控請署配置錯誤延遲'
const KOREAN =
  '이다는을의에가고하지로은를사한기리어나인도서시자대아들그수해과정부여일라전보구장제있원상주스것만었으적되게음안비오였습니면발생간류복애와했요청성동업데버응답영향트용됨분'

/** In the order of preference: of two that look the same, the first is taken. */
const CANDIDATES: readonly Candidate[] = [
  { encoding: 'windows-1252', rate: rateLatin(WEST) },
  { encoding: 'iso-8859-15', rate: rateLatin(WEST) },
  { encoding: 'windows-1250', rate: rateLatin(CENTRAL) },
  { encoding: 'iso-8859-2', rate: rateLatin(CENTRAL) },
  { encoding: 'windows-1254', rate: rateLatin(TURKISH) },
  { encoding: 'windows-1251', rate: rateCyrillic },
  { encoding: 'koi8-u', rate: rateCyrillic },
  { encoding: 'ibm866', rate: rateCyrillic },
  { encoding: 'iso-8859-5', rate: rateCyrillic },
  { encoding: 'shift_jis', rate: rateJapanese },
  { encoding: 'euc-jp', rate: rateJapanese },
  { encoding: 'gb18030', rate: rateHan(SIMPLIFIED) },
  { encoding: 'big5', rate: rateHan(TRADITIONAL) },
  { encoding: 'euc-kr', rate: rateKorean },
]

/** Bytes that are looked at. */
const SAMPLE = 32 * 1024
/** A text that rates less looks like none of these languages. */
const PLAUSIBLE = 0.3
/** Ratings that differ by less, for different texts, leave the choice open. */
const CLOSE = 0.04

/** What Windows puts at 0x80 to 0x9F in every Western, Cyrillic or Baltic encoding of its own. */
const TYPOGRAPHIC = new Set('’‘“”„–—…•€™')

/** Chooses an encoding for bytes that are not UTF-8; null when their text looks like no language known here. */
export function chooseCharset(bytes: Uint8Array): Charset | null {
  const sample = sampleOf(bytes)
  const beyondAscii = Array.from(iconv.decode(Buffer.from(sample), 'windows-1252')).filter((sign) => sign > '\u007F')
  // English with dashes and quotation marks: a text in another language has letters too
  if (beyondAscii.every((sign) => TYPOGRAPHIC.has(sign))) return { encoding: 'windows-1252', sure: true }
  const rated = CANDIDATES.flatMap(({ encoding, rate }) => {
    const text = decodeStrictly(sample, encoding)
    return text === null ? [] : [{ encoding, text, rating: rate(text) }]
  }).toSorted((a, b) => b.rating - a.rating)
  const [best] = rated
  if (!best || best.rating < PLAUSIBLE) return null
  const rival = rated.find(({ text }) => text !== best.text)
  return { encoding: best.encoding, sure: best.rating >= 0.45 && best.rating - (rival?.rating ?? -1) >= CLOSE }
}

/** Whole lines with bytes beyond ASCII: the others say nothing. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const sample: number[] = []
  let line: number[] = []
  let isTelling = false
  for (const byte of bytes) {
    line.push(byte)
    isTelling ||= byte >= 0x80
    if (byte !== 0x0a) continue
    if (isTelling) for (const one of line) sample.push(one)
    line = []
    isTelling = false
    if (sample.length > SAMPLE) break
  }
  if (isTelling) for (const one of line) sample.push(one)
  return Uint8Array.from(sample)
}

const OF_SEVERAL_BYTES = new Set(['shift_jis', 'euc-jp', 'gb18030', 'big5', 'euc-kr'])

function decodeStrictly(bytes: Uint8Array, encoding: string): string | null {
  // The platform's decoder is the strict one; for single bytes it takes windows-1252 for Latin 1 in some versions of Node.
  if (!OF_SEVERAL_BYTES.has(encoding)) return iconv.decode(Buffer.from(bytes), encoding)
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const LETTER = /\p{L}/u
const ASCII_LETTER = /[A-Za-z]/
const LOWER = /\p{Ll}/u
/** Before a question or a shout in Spanish. */
const OPENING_SIGNS = '¿¡'
/** Signs that typists use in any language: they tell nothing. */
const COMMON_SIGNS = '’‘“”„«»–—…•°§€№·©®™×\u00A0'

/** Mean of what the characters beyond ASCII are worth; `worth` is null for one that tells nothing. */
function meanWorth(text: string, worth: (char: string, before: string, after: string) => number | null): number {
  let sum = 0
  let count = 0
  const chars = Array.from(text)
  for (const [index, char] of chars.entries()) {
    const code = char.codePointAt(0) ?? 0
    if (code < 0x80) continue
    const value = COMMON_SIGNS.includes(char)
      ? null
      : code < 0xa0 || (code >= 0xe000 && code < 0xf900) || code === 0xfffd
        ? -3
        : worth(char, chars[index - 1] ?? ' ', chars[index + 1] ?? ' ')
    if (value === null) continue
    sum += value
    count++
  }
  // Nothing but dashes and quotation marks: what the first candidates are for.
  return count === 0 ? 0.5 : sum / count
}

function isBeyondAscii(char: string): boolean {
  return char >= '\u0080' && LETTER.test(char)
}

function rateLatin(alphabets: readonly string[]): (text: string) => number {
  const known = alphabets.map((letters) => new Set(letters))
  return (text) => Math.max(...known.map((letters) => rateLetters(text, letters)))
}

function rateLetters(text: string, known: ReadonlySet<string>): number {
  return meanWorth(text, (char, before, after) => {
    if (OPENING_SIGNS.includes(char)) return /\s/.test(before) && LETTER.test(after) ? 1 : -1
    if (!LETTER.test(char)) return ASCII_LETTER.test(before) || ASCII_LETTER.test(after) ? -1 : -0.2
    if (isBeyondAscii(before) && isBeyondAscii(after)) return -1
    if (!LOWER.test(char) && LOWER.test(before)) return -1
    return known.has(char.toLowerCase()) ? 1 : 0
  })
}

function rateCyrillic(text: string): number {
  return meanWorth(text, (char, before) => {
    if (!/[\u0400-\u045f\u0490\u0491]/.test(char)) return -1
    if (ASCII_LETTER.test(before)) return -1
    if (LOWER.test(char)) return CYRILLIC_COMMON.includes(char) ? 1 : 0.5
    return LOWER.test(before) ? -1 : 0.6
  })
}

/** Signs of East Asian texts: they stand at the same place in several encodings. */
const EAST_ASIAN_SIGN = /[\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/

function rateJapanese(text: string): number {
  return meanWorth(text, (char) => {
    if (/[\u3041-\u309f\u30a0-\u30ff]/.test(char)) return 1
    if (EAST_ASIAN_SIGN.test(char)) return null
    if (/[\u4e00-\u9fff]/.test(char)) return 0.3
    return /[\uff61-\uff9f]/.test(char) ? -0.5 : -1
  })
}

function rateHan(common: string): (text: string) => number {
  const known = new Set(common)
  return (text) =>
    meanWorth(text, (char) => {
      if (EAST_ASIAN_SIGN.test(char)) return null
      if (!/[\u4e00-\u9fff]/.test(char)) return -1
      return known.has(char) ? 1 : 0.2
    })
}

const KNOWN_KOREAN = new Set(KOREAN)

function rateKorean(text: string): number {
  return meanWorth(text, (char) => {
    if (EAST_ASIAN_SIGN.test(char)) return null
    if (/[\uac00-\ud7a3]/.test(char)) return KNOWN_KOREAN.has(char) ? 1 : 0.3
    return -0.5
  })
}
