import type { Span } from '@/lib/schema/text'
import { sentence } from '@/lib/schema/sentence'

/** A version that somebody is told to move to, or one that mends the fault, with the product's name where it is given. */
export type VersionClaim = { product: string | null; parts: number[]; span: Span; said: string; block: number }
type Line = { text: string; start: number; block: number }

const NUMBER = 'v?(\\d{1,4}(?:\\.\\d{1,5}){1,3})(?![\\d.]*[\\dA-Za-z*+-])'
const NAME = '([\\p{L}][\\p{L}\\p{N}_/-]{1,40})'
/** "upgrade postgres to 2.3", "auf nginx 2.3 aktualisieren", "обновите nginx до 2.3". */
const TARGET = new RegExp(
  `(?:(?:upgrade|update|move|aktualisier\\p{L}{1,3}|обнов\\p{L}{1,6})\\s+(?:${NAME}\\s+)?(?:to|auf|до)\\s+(?:version\\s+|версии\\s+)?${NUMBER})`,
  'giu',
)
/** "fixed in nginx 2.4", "behoben in 2.4", "исправлено в 2.4". */
const MENDED = new RegExp(
  `(?:fixed|solved|resolved|behoben|korrigiert|исправлен\\p{L}{0,2})\\s+(?:(?:only|first|erst|только)\\s+)?(?:in|since|from|ab|mit|в|с)\\s+(?:version\\s+|release\\s+|версии\\s+)?(?:${NAME}\\s+)?${NUMBER}`,
  'giu',
)
/** It is said of another time, of another place, or against it. */
const OTHERWISE =
  /\b(?:not|never|don't|do not|was|were|had|has been|have been|previously|formerly|before|from|staging|test|e\.g|example)\b|\b(?:nicht|nie|wurde|war|früher|zuvor|vorher|von|staging|test|beispiel|z\.\s?b)\b|(?<!\p{L})(?:не|никогда|было|была|раньше|ранее|например|тест\p{L}*|с)(?!\p{L})/iu

/**
 * Pairs of a version to move to and a later one that first mends the fault: both cannot hold. `lines` are those of a text outside code.
 * Branches with fixes of their own ("fixed in 2.3.5 and 2.4.0") are no contradiction, nor is what is said of the past or of a test.
 */
export function compareVersions(lines: readonly Line[]): { text: string; spans: Span[] }[] {
  const { targets, mended } = readVersionClaims(lines)
  return targets.flatMap((target) => {
    const same = mended.filter((fix) => isSameProduct(target, fix))
    const [fix] = same
    if (!fix || same.some(({ parts }) => compareParts(target.parts, parts) >= 0)) return []
    return [
      {
        text: sentence`“${target.said}” does not hold the fix: “${fix.said}”.`,
        spans: [target.span, fix.span],
      },
    ]
  })
}

/** The versions that lines tell somebody to move to, and those that mend a fault. */
export function readVersionClaims(lines: readonly Line[]): { targets: VersionClaim[]; mended: VersionClaim[] } {
  return {
    targets: lines.flatMap((line) => readClaims(line, TARGET)),
    mended: lines.flatMap((line) => readClaims(line, MENDED)),
  }
}

function readClaims(line: Line, expression: RegExp): VersionClaim[] {
  return [...line.text.matchAll(expression)].flatMap((match) => {
    const [said, product, version = ''] = match
    const around = sentenceAround(line.text, match.index, match.index + said.length)
    if (OTHERWISE.test(around.replace(said, ' '))) return []
    const start = line.start + match.index
    const parts = version.split('.').map(Number)
    return [
      { product: product?.toLowerCase() ?? null, parts, span: [start, start + said.length], said, block: line.block },
    ]
  })
}

function sentenceAround(text: string, from: number, to: number): string {
  const before = text.slice(0, from)
  const begin = Math.max(before.lastIndexOf('. '), before.lastIndexOf('; ')) + 1
  const after = text.slice(to).search(/[.;](?:\s|$)/)
  return text.slice(begin, after < 0 ? text.length : to + after)
}

/** A claim without a name belongs to that of its own paragraph alone. */
function isSameProduct(one: VersionClaim, other: VersionClaim): boolean {
  return one.product !== null && other.product !== null ? one.product === other.product : one.block === other.block
}

/** Negative when `one` is earlier, as far as both go. */
export function compareParts(one: readonly number[], other: readonly number[]): number {
  // "2.4" says nothing of the patch: it is compared as far as both go.
  for (let at = 0; at < Math.min(one.length, other.length); at++) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
