import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import type { OtherSkillSays } from '@/lib/schema/skill'
import { Disagreement, Side, Sides } from './disagreement'

const KINDS = {
  threshold: 'Two thresholds for',
  setting: 'Two values for',
  version: 'Two versions of',
  command: 'Another value of',
} as const

/** Where another skill says otherwise, with both quotes: whoever is on call may find either. */
export function OtherSkillsSay({ found }: { found: OtherSkillSays[] }) {
  if (found.length === 0) return null
  return (
    <Disagreement id="others-title" title="Another skill says otherwise">
      {found.map(({ kind, about, own, other, skill }) => (
        <li key={`${skill.slug} ${kind} ${own} ${other}`}>
          <p>
            {KINDS[kind]} <span className="font-medium">{about}</span>: here, and in{' '}
            <Link href={hrefOf('skill', skill.slug)} className="font-medium underline">
              {skill.title}
            </Link>
            .
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
  return <Side>{isCode ? <code>{words}</code> : `“${words.replaceAll('`', '')}”`}</Side>
}
