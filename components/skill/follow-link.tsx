import { Play } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Button } from '@/components/ui/button'

/** Leads to following a skill step by step. */
export function FollowLink({ slug }: { slug: string }) {
  const t = useTranslations('skill.followLink')
  return (
    <Button asChild variant="primary">
      <Link href={`/skills/${encodeURIComponent(slug)}/run`}>
        <Play aria-hidden /> {t('follow')}
      </Link>
    </Button>
  )
}
