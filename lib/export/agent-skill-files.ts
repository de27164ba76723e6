import { agentSkillName } from './agent-skill-name'
import { writeAgentSkill, type SkillState } from './write-agent-skill'
import type { DocumentDraft } from '@/lib/schema/draft'

/** Where the skill stands in a folder of agent skills ("disk-full/SKILL.md"), and what stands there. */
export type AgentSkillFile = { path: string; text: string }

/** Writes skills one after another, each into a folder of its own: a name that is taken already gets a number. */
export function agentSkillFiles(): (document: DocumentDraft, state: SkillState) => AgentSkillFile {
  const taken = new Set<string>()
  return (document, state) => {
    const name = agentSkillName(document.slug)
    let free = name
    for (let number = 2; taken.has(free); number++) free = `${name.slice(0, 60).replace(/-$/, '')}-${number}`
    taken.add(free)
    return { path: `${free}/SKILL.md`, text: writeAgentSkill(document, state, free) }
  }
}
