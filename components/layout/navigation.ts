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
import type { Scope } from '@/lib/schema/viewer'

export type NavigationItem = {
  href: string
  label: string
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
  { href: '/', label: 'Home', icon: House, key: 'h' },
  { href: '/incidents', label: 'Incidents', icon: Flame, key: 'i' },
  { href: '/skills', label: 'Skills', icon: Wrench, key: 's' },
  { href: '/patterns', label: 'Patterns', icon: Waypoints, key: 'p' },
  { href: '/map', label: 'Pattern map', icon: Network, key: 'm' },
  { href: '/action-items', label: 'Action items', icon: CircleCheckBig, key: 'a' },
  { href: '/search', label: 'Search', icon: Search, key: 'f' },
  { href: '/recognise', label: 'Recognise', icon: ScanSearch, key: 'r' },
  { href: '/premortem', label: 'Pre-mortem', icon: ShieldQuestion, key: 'c' },
  { href: '/import', label: 'Import', icon: Import, key: 'n', needs: 'write' },
  { href: '/review', label: 'Review', icon: ListChecks, key: 'v' },
  { href: '/proposals', label: 'Proposals', icon: Inbox },
]

/** The directory and the machine room. */
export const OTHER_PAGES: NavigationItem[] = [
  { href: '/people', label: 'People', icon: Users },
  { href: '/companies', label: 'Companies', icon: Building2 },
  { href: '/sources', label: 'Sources', icon: Library, also: ['/threads'] },
  { href: '/audit', label: 'Audit', icon: ScrollText, needs: 'admin' },
  { href: '/settings', label: 'Settings', icon: Settings },
]

/** Pages that stand in the palette only: others lead to them. */
export const FURTHER_PAGES: NavigationItem[] = [{ href: '/threads', label: 'Threads', icon: MessagesSquare }]

/** The pages that have something to offer to somebody with these rights. */
export function pagesFor(pages: readonly NavigationItem[], scope: Scope): NavigationItem[] {
  return pages.filter(({ needs = 'read' }) => can({ scope }, needs))
}

/** Whether the page at `path` belongs under the entry `href`. */
export function isUnder(path: string, href: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
}
