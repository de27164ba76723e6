import { TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import type { OtherSkillSays } from '@/lib/schema/skill'

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
    <section
      aria-labelledby="others-title"
      className="mb-6 rounded-lg border border-amber-line bg-amber-tint px-4 py-3 text-amber-ink"
    >
      <h2 id="others-title" className="flex items-center gap-2 font-semibold">
        <TriangleAlert aria-hidden className="size-4" />
        Another skill says otherwise
      </h2>
      <ul className="mt-2 space-y-3">
        {found.map(({ kind, about, own, other, skill }) => (
          <li key={`${skill.slug} ${kind} ${own} ${other}`}>
            <p>
              {KINDS[kind]} <span className="font-medium">{about}</span>: here, and in{' '}
              <Link href={hrefOf('skill', skill.slug)} className="font-medium underline">
                {skill.title}
              </Link>
              .
            </p>
            <div className="mt-1 grid gap-x-4 gap-y-1 sm:grid-cols-2">
              <Quoted words={own} isCode={kind === 'command'} />
              <Quoted words={other} isCode={kind === 'command'} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Quoted({ words, isCode }: { words: string; isCode: boolean }) {
  return (
    <blockquote className="min-w-0 border-l-2 border-amber-line pl-2.5 text-ink [overflow-wrap:anywhere]">
      {isCode ? <code>{words}</code> : `“${words.replaceAll('`', '')}”`}
    </blockquote>
  )
}
