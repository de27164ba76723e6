'use client'

import { useEffect, useState } from 'react'
import { z } from 'zod'
import { ACTION_ITEM_STATUSES } from '@/lib/render/labels'
import { KIND_LABEL } from '@/lib/render/links'
import { oneText } from '@/lib/render/localised'
import { formatDay, formatMinutes } from '@/lib/render/time'
import type { SearchItem } from '@/lib/schema/search'
import { Highlight } from '../search/highlight'

/** Pause before the chosen thing is asked for, in milliseconds: the arrow keys run over many. */
const DEBOUNCE_MS = 120

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
const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

/** Where each kind of thing is asked for, and what of it is told. Others are told by what was found in them alone. */
const PEEKS: Partial<Record<SearchItem['kind'], { path: string; read: (answer: unknown, lang: string) => Facts }>> = {
  incident: {
    path: 'incidents',
    read: (answer, lang) => {
      const { on, impactMinutes, severity, impact, patterns, actionItems } = IncidentSchema.parse(answer)
      const open = actionItems.filter(({ status }) => UNFINISHED.has(status)).length
      return {
        facts: told([
          on ? formatDay(on) : 'date unknown',
          impactMinutes === null ? 'duration unknown' : formatMinutes(impactMinutes),
          severity,
          open > 0 && `${counted(open, 'action item', 'action items')} not done`,
        ]),
        text: oneText(impact.summary, lang)?.text ?? null,
        list: patterns.filter(({ state }) => state !== 'rejected').map(({ title }) => title),
      }
    },
  },
  skill: {
    path: 'skills',
    read: (answer) => {
      const { description, lastVerified, owners, symptoms } = SkillSchema.parse(answer)
      return {
        facts: told([
          lastVerified ? `verified ${formatDay(lastVerified)}` : 'never verified',
          owners.length > 0 ? owners.join(', ') : 'no owner',
        ]),
        text: description,
        list: symptoms,
      }
    },
  },
  pattern: {
    path: 'patterns',
    read: (answer) => {
      const { family, mechanism, members } = PatternSchema.parse(answer)
      return {
        facts: [
          family,
          members.length === 0 ? 'not seen here yet' : counted(members.length, 'time seen here', 'times seen here'),
        ],
        text: mechanism,
        list: [],
      }
    },
  },
  'action-item': {
    path: 'action-items',
    read: (answer) => {
      const { status, owner, due, from } = ActionItemSchema.parse(answer)
      return {
        facts: told([
          status ? ACTION_ITEM_STATUSES[status].label : 'Status unknown',
          owner ?? 'no owner',
          due !== null && `due ${formatDay(due)}`,
        ]),
        text: `From ${from.title}`,
        list: [],
      }
    },
  },
}

const keyOf = ({ kind, slug }: SearchItem) => `${kind}:${slug}`

/** More of the chosen thing than the search has told; null until it is known, and where there is no more. */
function useFacts(hit: SearchItem): Facts | null {
  const [found, setFound] = useState<{ key: string; facts: Facts } | null>(null)
  const { kind, slug, lang } = hit
  useEffect(() => {
    const peek = PEEKS[kind]
    if (!peek) return
    const abort = new AbortController()
    const ask = async () => {
      try {
        const response = await fetch(`/api/v1/${peek.path}/${encodeURIComponent(slug)}`, { signal: abort.signal })
        if (response.ok) setFound({ key: `${kind}:${slug}`, facts: peek.read(await response.json(), lang) })
      } catch {
        // What was found in it is shown all the same.
      }
    }
    const timer = setTimeout(() => void ask(), DEBOUNCE_MS)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [kind, slug, lang])
  return found?.key === keyOf(hit) ? found.facts : null
}

/** What the chosen hit is, before it is opened. */
export function Peek({ hit }: { hit: SearchItem }) {
  const more = useFacts(hit)
  const lang = hit.lang === 'und' ? undefined : hit.lang
  return (
    <aside
      aria-label="Preview"
      className="hidden w-72 shrink-0 overflow-hidden border-l border-line px-4 py-3 text-sm md:block"
    >
      <p className="text-xs text-faint">{KIND_LABEL[hit.kind]}</p>
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
