import { Globe, Lock, Users } from 'lucide-react'
import { VISIBILITIES } from '@/lib/render/labels'
import type { Visibility } from '@/lib/schema/sharing'
import { Badge } from '../ui/badge'

const SIGNS = { restricted: Lock, internal: Users, public: Globe }

/** Who may read an incident, in a word. */
export function ShareBadge({ visibility }: { visibility: Visibility }) {
  const { label, tone, hint } = VISIBILITIES[visibility]
  const Sign = SIGNS[visibility]
  return (
    <Badge tone={tone} title={hint}>
      <Sign aria-hidden />
      {label}
    </Badge>
  )
}
