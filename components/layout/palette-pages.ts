import { defaultFilter } from 'cmdk'
import { Columns3, FileClock, Import, ListChecks, Settings, TriangleAlert, Wrench } from 'lucide-react'
import { can } from '@/lib/domain/permissions'
import type { Scope } from '@/lib/schema/viewer'
import { SETTINGS_PAGES } from '../settings/settings-pages'
import { FURTHER_PAGES, MAIN_PAGES, OTHER_PAGES, pagesFor, type NavigationItem } from './navigation'

/** Parts of the main pages that have an address of their own. */
const PARTS: NavigationItem[] = [
  { href: '/action-items/board', label: 'Board of action items', icon: Columns3 },
  { href: '/action-items/measures', label: 'Measures of action items', icon: ListChecks },
  { href: '/action-items/changes', label: 'Changes of action items', icon: FileClock },
  { href: '/skills/gaps', label: 'Gaps: what no skill answers', icon: TriangleAlert },
  { href: '/stale-skills', label: 'Skills going stale', icon: TriangleAlert },
  { href: '/skills/new', label: 'New skill', icon: Wrench, needs: 'write' },
  { href: '/recognise/history', label: 'Recognition history', icon: FileClock },
  { href: '/sources/imports', label: 'Import history', icon: Import },
  { href: '/api-reference', label: 'API reference', icon: FileClock },
]

const SETTINGS: NavigationItem[] = SETTINGS_PAGES.slice(1).map(({ href, label, needs }) => ({
  href,
  label: `Settings: ${label}`,
  icon: Settings,
  needs,
}))

/** How alike a name has to be to what was typed, 0 to 1: a letter or two may be missing or swapped, but not in a word of two. */
const LIKE = { short: 0.5, long: 0.05 }
const SHORT = 2

/** The pages for somebody with these rights whose name is like what was typed, the most alike first; the main ones before anything is typed. */
export function pagesLike(query: string, scope: Scope): NavigationItem[] {
  const main = pagesFor([...MAIN_PAGES, ...OTHER_PAGES, ...FURTHER_PAGES], scope)
  if (query === '') return main
  const all = [...main, ...[...PARTS, ...SETTINGS].filter(({ needs = 'read' }) => can({ scope }, needs))]
  const least = query.length <= SHORT ? LIKE.short : LIKE.long
  return all
    .map((page) => ({ page, score: defaultFilter(page.label, query) }))
    .filter(({ score }) => score >= least)
    .sort((a, b) => b.score - a.score)
    .map(({ page }) => page)
}
