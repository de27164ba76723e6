import { franc } from 'franc'
import type { Lang } from '@/lib/schema/text'

/** ISO 639-3 as franc names languages, to ISO 639-1; only languages that can be told apart on technical prose. */
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
}
const SCRIPTS: [script: RegExp, lang: Lang][] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Cyrillic}/gu, 'ru'],
]

/**
 * The language that most of `text` is written in (ISO 639-1), by its prose alone: code, names in backticks and addresses
 * are left out. Text too short for statistics is told by its script; Latin script that is too short gives `und`.
 */
export function detectLanguage(text: string): Lang {
  const prose = text
    .slice(0, 40_000)
    .replace(/```[\s\S]{0,5000}?```/g, ' ')
    .replace(/`[^`\n]{0,200}`/g, ' ')
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/[\d|#*_=<>{}[\]()/\\-]+/g, ' ')
    .slice(0, 12_000)
  const letters = prose.match(/\p{L}/gu)?.length ?? 0
  if (letters === 0) return 'und'
  for (const [script, lang] of SCRIPTS) {
    const share = (prose.match(script)?.length ?? 0) / letters
    if (share < (lang === 'ja' ? 0.1 : 0.35)) continue
    return lang === 'ru' && /[іїєґ]/i.test(prose) && !/[ыэъё]/i.test(prose) ? 'uk' : lang
  }
  if (letters < 24) return 'und'
  return CODES[franc(prose, { minLength: 24, only: Object.keys(CODES) })] ?? 'und'
}
