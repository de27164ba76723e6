import { defaultFilter } from 'cmdk'
import { Columns3, FileClock, Import, ListChecks, Settings, TriangleAlert, Wrench } from 'lucide-react'
import { can } from '@/lib/domain/permissions'
import type { Scope } from '@/lib/schema/viewer'
import { SETTINGS_PAGES } from '../settings/settings-pages'
import { FURTHER_PAGES, MAIN_PAGES, OTHER_PAGES, pagesFor, type NavigationItem, type PageName } from './navigation'

/** A page with its name in the reader's language. */
export type NamedPage = NavigationItem & { label: string }

/** Parts of the main pages that have an address of their own. */
const PARTS: NavigationItem[] = [
  { href: '/action-items/board', name: 'board', icon: Columns3 },
  { href: '/action-items/measures', name: 'measures', icon: ListChecks },
  { href: '/action-items/changes', name: 'changes', icon: FileClock },
  { href: '/skills/gaps', name: 'gaps', icon: TriangleAlert },
  { href: '/stale-skills', name: 'staleSkills', icon: TriangleAlert },
  { href: '/skills/new', name: 'newSkill', icon: Wrench, needs: 'write' },
  { href: '/recognise/history', name: 'recognitionHistory', icon: FileClock },
  { href: '/sources/imports', name: 'importHistory', icon: Import },
  { href: '/api-reference', name: 'apiReference', icon: FileClock },
]

const SETTINGS: NavigationItem[] = SETTINGS_PAGES.slice(1).map(({ href, name, needs }) => ({
  href,
  name,
  icon: Settings,
  needs,
}))

/** How alike a name has to be to what was typed, 0 to 1: a letter or two may be missing or swapped, but not in a word of two. */
const LIKE = { short: 0.5, long: 0.05 }
const SHORT = 2

/**
 * The pages for somebody with these rights whose name is like what was typed, the most alike first; the main ones before anything is typed.
 * `nameOf`: what the reader's language calls a page.
 */
export function pagesLike(query: string, scope: Scope, nameOf: (name: PageName) => string): NamedPage[] {
  const main = pagesFor([...MAIN_PAGES, ...OTHER_PAGES, ...FURTHER_PAGES], scope)
  const named = (page: NavigationItem): NamedPage => ({ ...page, label: nameOf(page.name) })
  if (query === '') return main.map(named)
  const all = [...main, ...[...PARTS, ...SETTINGS].filter(({ needs = 'read' }) => can({ scope }, needs))]
  const least = query.length <= SHORT ? LIKE.short : LIKE.long
  return all
    .map(named)
    .map((page) => ({ page, score: defaultFilter(page.label, query) }))
    .filter(({ score }) => score >= least)
    .sort((a, b) => b.score - a.score)
    .map(({ page }) => page)
}
