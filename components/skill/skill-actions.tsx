import { Pencil } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import { Button } from '../ui/button'

/** The way to the editor of a skill. */
export function SkillEditLink({ slug }: { slug: string }) {
  const t = useTranslations('skill.skillActions')
  return (
    <Button asChild>
      <Link href={`${hrefOf('skill', slug)}/edit`}>
        <Pencil aria-hidden /> {t('edit')}
      </Link>
    </Button>
  )
}
