import type { Say } from '@/lib/intl/say'
import type { Tone } from '@/lib/render/tone'
import type { RunRow } from '@/lib/schema/skill-run'

const TONES = { worked: 'green', failed: 'red', outdated: 'amber', followed: 'blue', left: 'neutral' } as const

/** How a run ended, in a word and a tone; `followed` while somebody is at it, `left` without a result. */
export function outcomeWords(
  say: Say<'skill.outcome'>,
  { outcome, endedAt }: Pick<RunRow, 'outcome' | 'endedAt'>,
): { label: string; tone: Tone } {
  const name = outcome ?? (endedAt === null ? 'followed' : 'left')
  return { label: say(name), tone: TONES[name] }
}

/** A stretch of time as a clock shows it ("1:05", "1:02:05"), from milliseconds. */
export function clockOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

export const runHref = (slug: string, id: string) =>
  `/skills/${encodeURIComponent(slug)}/runs/${encodeURIComponent(id)}`
