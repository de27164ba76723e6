'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { z } from 'zod'
import type { Say } from '@/lib/intl/say'
import { oneText } from '@/lib/render/localised'
import type { Times } from '@/lib/render/times'
import type { SearchItem } from '@/lib/schema/search'
import { Highlight } from '../search/highlight'
import { useTimes } from '../ui/use-times'

/** Pause before the chosen thing is asked for, in milliseconds: the arrow keys run over many. */
const DEBOUNCE_MS = 120

/** What facts are told with. */
type Teller = { say: Say<'layout.peek'>; statuses: Say<'labels.actionItemStatus'>; times: Times }
type Facts = { facts: string[]; text: string | null; list: string[] }

const TextSchema = z.record(z.string(), z.string())
const StatusSchema = z.enum(['open', 'in-progress', 'blocked', 'done', 'wont-do']).nullable()
const ItemsSchema = z.array(z.object({ status: StatusSchema, title: TextSchema }))
const IncidentSchema = z.object({
  on: z.string().nullable(),
  impactMinutes: z.number().nullable(),
  severity: z.string().nullable(),
  impact: z.object({ summary: TextSchema }),
  patterns: z.array(z.object({ title: z.string(), state: z.string() })),
  actionItems: ItemsSchema,
})
const SkillSchema = z.object({
  description: z.string().nullable(),
  lastVerified: z.string().nullable(),
  owners: z.array(z.string()),
  symptoms: z.array(z.string()),
})
const PatternSchema = z.object({ family: z.string(), mechanism: z.string(), members: z.array(z.unknown()) })
const ActionItemSchema = z.object({
  status: StatusSchema,
  owner: z.string().nullable(),
  due: z.string().nullable(),
  from: z.object({ title: z.string() }),
})

const UNFINISHED = new Set<unknown>(['open', 'in-progress', 'blocked', null])
const told = (facts: (string | null | false)[]) => facts.filter((fact) => typeof fact === 'string')

/** Where each kind of thing is asked for, and what of it is told. Others are told by what was found in them alone. */
const PEEKS: Partial<
  Record<SearchItem['kind'], { path: string; read: (answer: unknown, lang: string, teller: Teller) => Facts }>
> = {
  incident: {
    path: 'incidents',
    read: (answer, lang, { say, times }) => {
      const { on, impactMinutes, severity, impact, patterns, actionItems } = IncidentSchema.parse(answer)
      const open = actionItems.filter(({ status }) => UNFINISHED.has(status)).length
      return {
        facts: told([
          on ? times.day(on) : say('dateUnknown'),
          impactMinutes === null ? say('durationUnknown') : times.minutes(impactMinutes),
          severity,
          open > 0 && say('notDone', { count: open }),
        ]),
        text: oneText(impact.summary, lang)?.text ?? null,
        list: patterns.filter(({ state }) => state !== 'rejected').map(({ title }) => title),
      }
    },
  },
  skill: {
    path: 'skills',
    read: (answer, _lang, { say, times }) => {
      const { description, lastVerified, owners, symptoms } = SkillSchema.parse(answer)
      return {
        facts: told([
          lastVerified ? say('verified', { day: times.day(lastVerified) }) : say('neverVerified'),
          owners.length > 0 ? owners.join(', ') : say('noOwner'),
        ]),
        text: description,
        list: symptoms,
      }
    },
  },
  pattern: {
    path: 'patterns',
    read: (answer, _lang, { say }) => {
      const { family, mechanism, members } = PatternSchema.parse(answer)
      return {
        facts: [family, members.length === 0 ? say('notSeen') : say('seen', { count: members.length })],
        text: mechanism,
        list: [],
      }
    },
  },
  'action-item': {
    path: 'action-items',
    read: (answer, _lang, { say, statuses, times }) => {
      const { status, owner, due, from } = ActionItemSchema.parse(answer)
      return {
        facts: told([
          status ? statuses(status) : say('statusUnknown'),
          owner ?? say('noOwner'),
          due !== null && say('due', { day: times.day(due) }),
        ]),
        text: say('from', { title: from.title }),
        list: [],
      }
    },
  },
}

const keyOf = ({ kind, slug }: SearchItem) => `${kind}:${slug}`

/** More of the chosen thing than the search has told; null until it is known, and where there is no more. */
function useFacts(hit: SearchItem): Facts | null {
  const [found, setFound] = useState<{ key: string; facts: Facts } | null>(null)
  const say = useTranslations('layout.peek')
  const statuses = useTranslations('labels.actionItemStatus')
  const times = useTimes()
  const { kind, slug, lang } = hit
  useEffect(() => {
    const peek = PEEKS[kind]
    if (!peek) return
    const abort = new AbortController()
    const ask = async () => {
      try {
        const response = await fetch(`/api/v1/${peek.path}/${encodeURIComponent(slug)}`, { signal: abort.signal })
        if (!response.ok) return
        const facts = peek.read(await response.json(), lang, { say, statuses, times })
        setFound({ key: `${kind}:${slug}`, facts })
      } catch {
        // What was found in it is shown all the same.
      }
    }
    const timer = setTimeout(() => void ask(), DEBOUNCE_MS)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [kind, slug, lang, say, statuses, times])
  return found?.key === keyOf(hit) ? found.facts : null
}

/** What the chosen hit is, before it is opened. */
export function Peek({ hit }: { hit: SearchItem }) {
  const t = useTranslations('layout.peek')
  const kinds = useTranslations('labels.kind')
  const more = useFacts(hit)
  const lang = hit.lang === 'und' ? undefined : hit.lang
  return (
    <aside
      aria-label={t('label')}
      className="hidden w-72 shrink-0 overflow-hidden border-l border-line px-4 py-3 text-sm md:block"
    >
      <p className="text-xs text-faint">{kinds(hit.kind)}</p>
      <p lang={lang} className="font-medium [overflow-wrap:anywhere]">
        {hit.title}
      </p>
      {more ? <p className="mt-1 text-xs text-muted">{more.facts.join(' · ')}</p> : null}
      {hit.snippet ? (
        <p lang={lang} className="mt-2 line-clamp-6 [overflow-wrap:anywhere] text-muted">
          <Highlight snippet={hit.snippet} />
        </p>
      ) : null}
      {more?.text ? (
        <p lang={lang} className="mt-2 line-clamp-6 [overflow-wrap:anywhere]">
          {more.text}
        </p>
      ) : null}
      {more && more.list.length > 0 ? (
        <ul className="mt-2 list-disc space-y-0.5 pl-4 text-xs text-muted">
          {more.list.slice(0, 5).map((line) => (
            <li key={line} className="[overflow-wrap:anywhere]">
              {line}
            </li>
          ))}
        </ul>
      ) : null}
    </aside>
  )
}
