import {
  Building2,
  CircleCheckBig,
  Flame,
  House,
  Import,
  Inbox,
  Library,
  ListChecks,
  MessagesSquare,
  Network,
  ScanSearch,
  ScrollText,
  Search,
  Settings,
  ShieldQuestion,
  Users,
  Waypoints,
  Wrench,
  type LucideIcon,
} from 'lucide-react'
import { can } from '@/lib/domain/permissions'
import type { Words } from '@/lib/intl/words'
import type { Scope } from '@/lib/schema/viewer'

export type PageName = keyof Words['layout']['navigation']

export type NavigationItem = {
  href: string
  /** What it is called: a name of the words of `layout.navigation`. */
  name: PageName
  icon: LucideIcon
  /** Typed after `g`. */
  key?: string
  /** Folders of other pages that belong under it. */
  also?: string[]
  /** The right without which the page has nothing to offer; `read` when absent. */
  needs?: Scope
}

/** What people open every day. */
export const MAIN_PAGES: NavigationItem[] = [
  { href: '/', name: 'home', icon: House, key: 'h' },
  { href: '/incidents', name: 'incidents', icon: Flame, key: 'i' },
  { href: '/skills', name: 'skills', icon: Wrench, key: 's' },
  { href: '/patterns', name: 'patterns', icon: Waypoints, key: 'p' },
  { href: '/map', name: 'patternMap', icon: Network, key: 'm' },
  { href: '/action-items', name: 'actionItems', icon: CircleCheckBig, key: 'a' },
  { href: '/search', name: 'search', icon: Search, key: 'f' },
  { href: '/recognise', name: 'recognise', icon: ScanSearch, key: 'r' },
  { href: '/premortem', name: 'premortem', icon: ShieldQuestion, key: 'c' },
  { href: '/import', name: 'import', icon: Import, key: 'n', needs: 'write' },
  { href: '/review', name: 'review', icon: ListChecks, key: 'v' },
  { href: '/proposals', name: 'proposals', icon: Inbox },
]

/** The directory and the machine room. */
export const OTHER_PAGES: NavigationItem[] = [
  { href: '/people', name: 'people', icon: Users },
  { href: '/companies', name: 'companies', icon: Building2 },
  { href: '/sources', name: 'sources', icon: Library, also: ['/threads'] },
  { href: '/audit', name: 'audit', icon: ScrollText, needs: 'admin' },
  { href: '/settings', name: 'settings', icon: Settings },
]

/** Pages that stand in the palette only: others lead to them. */
export const FURTHER_PAGES: NavigationItem[] = [{ href: '/threads', name: 'threads', icon: MessagesSquare }]

/** The pages that have something to offer to somebody with these rights. */
export function pagesFor(pages: readonly NavigationItem[], scope: Scope): NavigationItem[] {
  return pages.filter(({ needs = 'read' }) => can({ scope }, needs))
}

/** Whether the page at `path` belongs under the entry `href`. */
export function isUnder(path: string, href: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
}
