import { Badge } from '@/components/ui/badge'
import type { Tone } from '@/lib/render/tone'
import type { Outcome } from '@/lib/schema/import'

const TONES: Record<Outcome, Tone> = {
  created: 'green',
  updated: 'blue',
  unchanged: 'neutral',
  merged: 'violet',
  failed: 'red',
}

/** What became of an imported document. */
export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  return <Badge tone={TONES[outcome]}>{outcome}</Badge>
}
