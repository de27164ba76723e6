import type { SearchResult } from '@/lib/schema/search'
import type { Viewer } from '@/lib/schema/viewer'
import { listSkillTrust } from './skill-trust'

/** What was found, each skill with how far it can be trusted. Costs nothing where no skill is among it. */
export async function withTrust(viewer: Viewer, found: SearchResult, now: Date = new Date()): Promise<SearchResult> {
  const slugs = found.items.filter(({ kind }) => kind === 'skill').map(({ slug }) => slug)
  const trusts = await listSkillTrust(viewer, slugs, now)
  const items = found.items.map((item) => {
    const trust = item.kind === 'skill' ? trusts.get(item.slug) : undefined
    if (!trust) return item
    const { stated, computed, reasons } = trust
    return { ...item, trust: { stated, computed, reasons } }
  })
  return { ...found, items }
}
