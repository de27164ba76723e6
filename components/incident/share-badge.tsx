import { Globe, Lock, Users } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { VISIBILITIES } from '@/lib/render/labels'
import type { Visibility } from '@/lib/schema/sharing'
import { Badge } from '../ui/badge'

const SIGNS = { restricted: Lock, internal: Users, public: Globe }

/** Who may read an incident, in a word. */
export function ShareBadge({ visibility }: { visibility: Visibility }) {
  const labels = useTranslations('labels.visibility')
  const hints = useTranslations('labels.visibilityHint')
  const Sign = SIGNS[visibility]
  return (
    <Badge tone={VISIBILITIES[visibility].tone} title={hints(visibility)}>
      <Sign aria-hidden />
      {labels(visibility)}
    </Badge>
  )
}
