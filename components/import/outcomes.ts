import type { Tone } from '@/lib/render/tone'
import type { Outcome } from '@/lib/schema/import'

export const OUTCOMES: Record<Outcome, { tone: Tone }> = {
  created: { tone: 'green' },
  updated: { tone: 'blue' },
  unchanged: { tone: 'neutral' },
  merged: { tone: 'violet' },
  failed: { tone: 'red' },
}
