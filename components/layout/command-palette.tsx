'use client'

import { Command } from 'cmdk'
import {
  Bookmark,
  CornerDownLeft,
  Flame,
  History,
  ScanSearch,
  Search,
  ShieldQuestion,
  Wrench,
  type LucideIcon,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { hrefOf } from '@/lib/render/links'
import type { Recognition } from '@/lib/schema/recognise'
import type { Scope } from '@/lib/schema/viewer'
import { Kbd } from '../ui/kbd'
import type { SaySentences } from '../ui/said-refusal'
import { pagesLike } from './palette-pages'
import { Peek } from './peek'
import { useQuickRecognition } from './quick-recognition'
import { useQuickSearch, type QuickSearch } from './quick-search'
import { readRecents, rememberRecent } from './recents'
import { useSavedSearches } from './saved-searches'

const itemClasses =
  'flex min-h-8 cursor-default items-center gap-2.5 rounded-md px-2 py-1 text-sm data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-faint'
const groupClasses =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-faint'

function Item(props: {
  value: string
  icon: LucideIcon
  onSelect: () => void
  detail?: string
  keys?: string
  children: ReactNode
}) {
  const Icon = props.icon
  return (
    <Command.Item value={props.value} onSelect={props.onSelect} className={itemClasses}>
      <Icon aria-hidden strokeWidth={1.75} />
      <span className="min-w-0 flex-1 truncate">{props.children}</span>
      {props.detail ? <span className="shrink-0 text-xs text-faint">{props.detail}</span> : null}
      {props.keys ? (
        <span className="flex gap-1">
          <Kbd>g</Kbd>
          <Kbd>{props.keys}</Kbd>
        </span>
      ) : null}
    </Command.Item>
  )
}

function Status({ hits }: { hits: QuickSearch }) {
  const t = useTranslations('layout.commandPalette')
  const text =
    hits.state === 'searching'
      ? t('searching')
      : hits.state === 'failed'
        ? t('failed')
        : hits.state === 'done' && hits.items.length === 0
          ? t('nothing', { query: hits.query })
          : ''
  return (
    <p role="status" className={text ? 'px-3.5 pt-2.5 text-xs text-faint' : 'sr-only'}>
      {text}
    </p>
  )
}

function RecognitionStatus({ recognition: { skills, incidents } }: { recognition: Recognition }) {
  const t = useTranslations('layout.commandPalette')
  const first = skills[0] ?? incidents[0]
  return (
    <p role="status" className="sr-only">
      {first ? t('recognisedIs', { title: first.title }) : t('unrecognisedSentence')}
    </p>
  )
}

/** The skill and the incident that a pasted alert reminds of, with the first reason. */
function RecognisedGroup(props: {
  recognition: Recognition
  query: string
  go: (href: string, title?: string) => void
}) {
  const t = useTranslations('layout.commandPalette')
  const kinds = useTranslations('labels.kind')
  const { recognition, query, go } = props
  const hits = [
    ...recognition.skills.slice(0, 1).map((hit) => ({ kind: 'skill' as const, icon: Wrench, ...hit })),
    ...recognition.incidents.slice(0, 1).map((hit) => ({ kind: 'incident' as const, icon: Flame, ...hit })),
  ]
  return (
    <Command.Group heading={hits.length > 0 ? t('recognised') : t('unrecognised')} className={groupClasses}>
      {hits.map((hit) => {
        const href = hrefOf(hit.kind, hit.slug)
        return (
          <Item
            key={href}
            value={`recognised:${href}`}
            icon={hit.icon}
            detail={`${kinds(hit.kind)}, ${Math.round(hit.score * 100)} %`}
            onSelect={() => go(href, hit.title)}
          >
            {hit.title}
            <span className="block truncate text-xs text-faint">{hit.reasons[0]}</span>
          </Item>
        )
      })}
      <Item
        value="recognised:all"
        icon={ScanSearch}
        onSelect={() => go(`/recognise?${new URLSearchParams({ text: query })}`)}
      >
        {hits.length > 0 ? t('allReminders') : t('askThere')}
      </Item>
    </Command.Group>
  )
}

/**
 * The chosen row. Hits come after the typing, so each new answer chooses its first hit, unless the arrow keys have moved
 * the choice since the last letter.
 */
function useChosenRow(hits: QuickSearch) {
  const [chosen, setChosen] = useState('')
  const movedRef = useRef(false)
  const [first] = hits.items
  const firstHref = first ? hrefOf(first.kind, first.slug) : null
  useEffect(() => {
    if (firstHref !== null && !movedRef.current) setChosen(firstHref)
  }, [firstHref, hits.query])
  return { chosen, setChosen, movedRef }
}

const asked = (words: ReactNode) => <q className="text-muted">{words}</q>

/** ⌘K: go to a page, find anything, or ask whether something has happened before. */
export function CommandPalette({ scope, say, onClose }: { scope: Scope; say: SaySentences; onClose: () => void }) {
  const t = useTranslations('layout.commandPalette')
  const kinds = useTranslations('labels.kind')
  const router = useRouter()
  const [text, setText] = useState('')
  const [recents] = useState(readRecents)
  const query = text.trim()
  const hits = useQuickSearch(query)
  const recognition = useQuickRecognition(query, say)
  const { chosen, setChosen, movedRef } = useChosenRow(hits)
  const saved = useSavedSearches().filter(({ name }) => name.toLowerCase().includes(query.toLowerCase()))
  const pageNames = useTranslations('layout.navigation')
  const pages = pagesLike(query, scope, pageNames)
  const hit = hits.items.find(({ kind, slug }) => hrefOf(kind, slug) === chosen)

  function go(href: string, title?: string) {
    if (title) rememberRecent({ href, title })
    onClose()
    router.push(href)
  }

  return (
    <Command.Dialog
      open
      onOpenChange={onClose}
      label={t('label')}
      value={chosen}
      onValueChange={setChosen}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') movedRef.current = true
      }}
      shouldFilter={false}
      loop
      overlayClassName="fixed inset-0 z-50 animate-[fade_120ms] bg-black/35"
      contentClassName="fixed top-[10vh] left-1/2 z-50 w-[min(38rem,calc(100vw-1.5rem))] md:has-[aside]:w-[min(56rem,calc(100vw-1.5rem))] -translate-x-1/2 animate-[appear_140ms_ease-out] overflow-hidden rounded-lg border border-line-strong bg-surface shadow-float"
    >
      <div className="flex items-center gap-2.5 border-b border-line px-3.5">
        <Search aria-hidden className="size-4 text-faint" />
        <Command.Input
          value={text}
          onValueChange={(typed) => {
            movedRef.current = false
            setText(typed)
          }}
          placeholder={t('placeholder')}
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-faint"
        />
        <Kbd>Esc</Kbd>
      </div>
      <Status hits={hits} />
      {recognition ? <RecognitionStatus recognition={recognition} /> : null}
      <div className="flex max-h-[min(60vh,28rem)]">
        <Command.List className="min-w-0 flex-1 overflow-y-auto p-1.5">
          {recognition ? <RecognisedGroup recognition={recognition} query={query} go={go} /> : null}
          {hits.items.length > 0 ? (
            <Command.Group heading={t('found')} className={groupClasses}>
              {hits.items.map((hit) => {
                const href = hrefOf(hit.kind, hit.slug)
                return (
                  <Item
                    key={href}
                    value={href}
                    icon={CornerDownLeft}
                    detail={kinds(hit.kind)}
                    onSelect={() => go(href, hit.title)}
                  >
                    <span lang={hit.lang}>{hit.title}</span>
                  </Item>
                )
              })}
            </Command.Group>
          ) : null}
          {query.length === 0 && recents.length > 0 ? (
            <Command.Group heading={t('recent')} className={groupClasses}>
              {recents.map(({ href, title }) => (
                <Item key={href} value={`recent:${href}`} icon={History} onSelect={() => go(href, title)}>
                  {title}
                </Item>
              ))}
            </Command.Group>
          ) : null}
          {saved.length > 0 ? (
            <Command.Group heading={t('savedSearches')} className={groupClasses}>
              {saved.map(({ id, name, query: kept }) => (
                <Item key={id} value={`saved:${id}`} icon={Bookmark} onSelect={() => go(`/search?${kept}`)}>
                  {name}
                </Item>
              ))}
            </Command.Group>
          ) : null}
          {pages.length > 0 ? (
            <Command.Group heading={t('goTo')} className={groupClasses}>
              {pages.map(({ href, label, icon, key }) => (
                <Item key={href} value={`page:${href}`} icon={icon} keys={key} onSelect={() => go(href)}>
                  {label}
                </Item>
              ))}
            </Command.Group>
          ) : null}
          {query.length > 0 ? (
            <Command.Group heading={t('ask')} className={groupClasses}>
              <Item
                value="ask:recognise"
                icon={ScanSearch}
                onSelect={() => go(`/recognise?${new URLSearchParams({ text: query })}`)}
              >
                {t.rich('askRecognise', { query, q: asked })}
              </Item>
              <Item
                value="ask:premortem"
                icon={ShieldQuestion}
                onSelect={() => go(`/premortem?${new URLSearchParams({ text: query })}`)}
              >
                {t.rich('askPremortem', { query, q: asked })}
              </Item>
              <Item
                value="ask:search"
                icon={Search}
                onSelect={() => go(`/search?${new URLSearchParams({ q: query })}`)}
              >
                {t.rich('askSearch', { query, q: asked })}
              </Item>
            </Command.Group>
          ) : null}
        </Command.List>
        {hit ? <Peek hit={hit} /> : null}
      </div>
    </Command.Dialog>
  )
}
