import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import type { OtherSkillSays } from '@/lib/schema/skill'
import { Disagreement, Side, Sides } from './disagreement'

/** Where another skill says otherwise, with both quotes: whoever is on call may find either. */
export function OtherSkillsSay({ found }: { found: OtherSkillSays[] }) {
  const t = useTranslations('skill.otherSkillsSay')
  if (found.length === 0) return null
  return (
    <Disagreement id="others-title" title={t('title')}>
      {found.map(({ kind, about, own, other, skill }) => (
        <li key={`${skill.slug} ${kind} ${own} ${other}`}>
          <p>
            {t.rich(kind, {
              about,
              skill: skill.title,
              strong: (chunks) => <span className="font-medium">{chunks}</span>,
              link: (chunks) => (
                <Link href={hrefOf('skill', skill.slug)} className="font-medium underline">
                  {chunks}
                </Link>
              ),
            })}
          </p>
          <Sides>
            <Quoted words={own} isCode={kind === 'command'} />
            <Quoted words={other} isCode={kind === 'command'} />
          </Sides>
        </li>
      ))}
    </Disagreement>
  )
}

function Quoted({ words, isCode }: { words: string; isCode: boolean }) {
  const quoted = useTranslations('skill.quoted')
  return <Side>{isCode ? <code>{words}</code> : quoted('words', { words: words.replaceAll('`', '') })}</Side>
}
