import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { hrefOfMessage } from '@/components/thread/message-address'
import { Disagreement, Side, Sides } from './disagreement'

type CommandDifferencesProps = {
  differences: { option: string; skill: string; other: string; thread: string; message: string }[]
}

/** Commands that say one thing in the skill and another in the conversation that it came from, both as they were written. */
export function CommandDifferences({ differences }: CommandDifferencesProps) {
  const t = useTranslations('skill.commandDifferences')
  if (differences.length === 0) return null
  return (
    <Disagreement id="commands-title" title={t('title')}>
      {differences.map(({ option, skill, other, thread, message }) => (
        <li key={`${thread} ${message} ${skill}`}>
          <p>{t.rich('about', { option, code: (chunks) => <code>{chunks}</code> })}</p>
          <Sides>
            <Side>
              <code>{skill}</code>
            </Side>
            <Side>
              <Link href={hrefOfMessage(thread, message)} className="hover:underline">
                <code>{other}</code>
              </Link>
            </Side>
          </Sides>
        </li>
      ))}
    </Disagreement>
  )
}
