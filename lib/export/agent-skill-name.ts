import { AGENT_SKILL_LIMITS } from '@/lib/schema/agent-skill'

/**
 * The name that a skill has as an Agent Skill, which is also that of its folder: its slug, where the rules allow that. Of any other slug
 * it is what they allow of it and a mark made of the whole slug, so that two that look alike keep two names.
 */
export function agentSkillName(slug: string): string {
  const plain = slug
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  if (plain === slug && slug !== '' && slug.length <= AGENT_SKILL_LIMITS.name) return slug
  const mark = markOf(slug)
  const start = plain.slice(0, AGENT_SKILL_LIMITS.name - mark.length - 1).replace(/-$/, '')
  return `${start === '' ? 'skill' : start}-${mark}`
}

/** FNV-1a with 32 bits, as seven letters and digits: the same slug has the same mark everywhere. */
function markOf(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(36).padStart(7, '0')
}
