'use client'
import { Pencil } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { hrefOf } from '@/lib/render/links'
import type { ActionResult } from '@/lib/schema/action-result'

type PatternControlsProps = {
  slug: string
  retired: boolean
  retire: (slug: string, retired: boolean) => Promise<ActionResult<null>>
}

/** Edit a pattern, retire it, or bring it back. */
export function PatternControls({ slug, retired, retire }: PatternControlsProps) {
  const t = useTranslations('pattern.patternControls')
  const [pending, start] = useTransition()
  const change = () =>
    start(async () => {
      const answer = await answerOf(retire(slug, !retired), t('unreached'))
      if (!answer.ok) toast.error(answer.message)
    })
  return (
    <span className="inline-flex gap-2 print:hidden">
      <Button asChild>
        <Link href={`${hrefOf('pattern', slug)}/edit`}>
          <Pencil aria-hidden /> {t('edit')}
        </Link>
      </Button>
      <Button asChild>
        <Link href={`/draft-skill?${new URLSearchParams({ pattern: slug })}`}>{t('draftSkill')}</Link>
      </Button>
      <Button variant="ghost" disabled={pending} onClick={change}>
        {retired ? t('bringBack') : t('retire')}
      </Button>
    </span>
  )
}
