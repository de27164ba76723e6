import type { Tone } from '@/lib/render/tone'
import type { RunRow } from '@/lib/schema/skill-run'

/** How a run ended, in a word and a tone; `open` while it is followed, `left` without a result. */
export function outcomeWords({ outcome, endedAt }: Pick<RunRow, 'outcome' | 'endedAt'>): { label: string; tone: Tone } {
  if (outcome === 'worked') return { label: 'worked', tone: 'green' }
  if (outcome === 'failed') return { label: 'failed', tone: 'red' }
  if (outcome === 'outdated') return { label: 'outdated', tone: 'amber' }
  return endedAt === null ? { label: 'being followed', tone: 'blue' } : { label: 'left', tone: 'neutral' }
}

export const VIA_WORDS: Record<RunRow['via'], string> = {
  page: 'here',
  api: 'by API',
  slack: 'from Slack',
  mcp: 'by an agent',
  import: 'by import',
}

/** A stretch of time as a clock shows it ("1:05", "1:02:05"), from milliseconds. */
export function clockOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

export const SECTION_WORDS = { diagnosis: 'Diagnosis', resolution: 'Resolution' } as const
export const runHref = (slug: string, id: string) =>
  `/skills/${encodeURIComponent(slug)}/runs/${encodeURIComponent(id)}`
