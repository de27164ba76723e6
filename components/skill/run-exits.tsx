'use client'
import { DoorOpen } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import type { BranchExit } from '@/lib/domain/branch-exits'
import { hrefOf } from '@/lib/render/links'

/** The exits that a step names, as buttons. */
export function ExitButtons({ exits, onExit }: { exits: BranchExit[]; onExit: (exit: BranchExit) => void }) {
  const t = useTranslations('skill.runExits')
  if (exits.length === 0) return null
  return (
    <ul className="space-y-1.5" aria-label={t('exits')}>
      {exits.map((exit) => (
        <li key={exit.words}>
          <Button
            className="h-auto min-h-10 w-full justify-start py-1.5 text-left whitespace-normal sm:w-auto"
            onClick={() => onExit(exit)}
          >
            <DoorOpen aria-hidden /> {t('exit', { condition: exit.condition })}
          </Button>
        </li>
      ))}
    </ul>
  )
}

type RunExitProps = {
  /** The exit that was taken; null when somebody only looks where they could go. */
  exit: BranchExit | null
  /** The rules of escalation, rendered. */
  rules: ReactNode[]
  /** Slugs of other skills that the skill names. */
  others: string[]
  onClose: () => void
  onEnd: () => void
}

/** Where to go from here: another skill, or whom to ask. */
export function RunExit({ exit, rules, others, onClose, onEnd }: RunExitProps) {
  const t = useTranslations('skill.runExits')
  const sectionNames = useTranslations('skill.sections')
  const named = exit?.to.startsWith('skills/') ? exit.to.slice('skills/'.length) : null
  const rest = others.filter((slug) => slug !== named)
  return (
    <Panel
      title={exit ? t('taken', { condition: exit.condition }) : t('leave')}
      id="exit"
      className="border-amber-line"
    >
      <div className="space-y-3" aria-live="polite">
        {named && (
          <p>
            {t.rich('followInstead', {
              skill: named,
              link: (chunks) => (
                <Link href={hrefOf('skill', named)} className="font-medium text-accent-ink underline">
                  {chunks}
                </Link>
              ),
            })}
          </p>
        )}
        {rules.length > 0 ? (
          <div>
            <h3 className="mb-1 text-sm font-semibold">{sectionNames('escalation')}</h3>
            <ul className="list-disc space-y-1 pl-5 marker:text-faint">
              {rules.map((rule, index) => (
                <li key={index}>{rule}</li>
              ))}
            </ul>
          </div>
        ) : (
          !named && <p className="text-muted">{t('noRules')}</p>
        )}
        {rest.length > 0 && (
          <p className="text-muted">
            {t.rich('alsoNames', {
              skills: () =>
                rest.map((slug, index) => (
                  <span key={slug}>
                    {index > 0 && ', '}
                    <Link href={hrefOf('skill', slug)} className="text-accent-ink underline">
                      {slug}
                    </Link>
                  </span>
                )),
            })}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button className="h-10 sm:h-8" onClick={onEnd}>
            {t('end')}
          </Button>
          <Button className="h-10 sm:h-8" variant="ghost" onClick={onClose}>
            {t('stay')}
          </Button>
        </div>
      </div>
    </Panel>
  )
}
