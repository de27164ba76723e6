import { AGENT_SKILL_KEYS, AGENT_SKILL_LIMITS } from '@/lib/schema/agent-skill'
import { sentence } from '@/lib/schema/sentence'
import { lineFinder, parseFrontMatter, splitFrontMatter } from './hindsight-front-matter'

/** A rule of the specification that a file does not keep, and in words what to do. */
export type AgentSkillProblem = { rule: string; message: string }

/**
 * Checks a SKILL.md against the rules of the Agent Skills specification (agentskills.io/specification). `folder`: name of the folder
 * that it stands in, null where that is unknown. Gives the rules that it breaks, none for a valid file. Never throws.
 */
export function checkAgentSkill(text: string, folder: string | null): AgentSkillProblem[] {
  const parts = splitFrontMatter(text)
  if (!parts) return [problem('front-matter', sentence`An agent skill opens with front matter between two lines ---.`)]
  const front = parseFrontMatter(parts, lineFinder(text))
  if ('error' in front) return [problem('yaml', front.error.message)]
  const matter: unknown = front.map.toJSON()
  if (!isRecord(matter)) return [problem('yaml', sentence`The front matter is not a list of keys and values.`)]
  const unknown = Object.keys(matter).filter((key) => !AGENT_SKILL_KEYS.some((known) => known === key))
  return [
    ...checkName(matter['name'], folder),
    ...checkDescription(matter['description']),
    ...checkOptional(matter),
    ...(unknown.length > 0
      ? [
          problem(
            'unknown-key',
            sentence`The format does not know ${unknown.map((key) => `“${key}”`).join(', ')}: put it under “metadata”.`,
          ),
        ]
      : []),
  ]
}

const problem = (rule: string, message: string): AgentSkillProblem => ({ rule, message })

function checkName(name: unknown, folder: string | null): AgentSkillProblem[] {
  if (typeof name !== 'string' || name.trim() === '') return [problem('name', sentence`An agent skill needs a “name”.`)]
  const found: AgentSkillProblem[] = []
  if (name.length > AGENT_SKILL_LIMITS.name) {
    found.push(
      problem('name-length', sentence`The name has ${name.length} characters; ${AGENT_SKILL_LIMITS.name} are allowed.`),
    )
  }
  if (!/^[a-z0-9-]+$/.test(name)) {
    found.push(
      problem(
        'name-characters',
        sentence`The name “${name}” may have lower-case letters a to z, digits and hyphens only.`,
      ),
    )
  }
  if (/^-|-$|--/.test(name)) {
    found.push(
      problem('name-hyphens', sentence`The name “${name}” must not begin or end with a hyphen or have two in a row.`),
    )
  }
  if (folder !== null && folder.normalize('NFKC') !== name) {
    found.push(problem('name-folder', sentence`The name “${name}” must be that of its folder, “${folder}”.`))
  }
  return found
}

function checkDescription(description: unknown): AgentSkillProblem[] {
  if (typeof description !== 'string' || description.trim() === '')
    return [problem('description', sentence`An agent skill needs a “description” of what it does and when to use it.`)]
  const { length } = description
  const most = AGENT_SKILL_LIMITS.description
  return length > most
    ? [problem('description-length', sentence`The description has ${length} characters; ${most} are allowed.`)]
    : []
}

function checkOptional(matter: Record<string, unknown>): AgentSkillProblem[] {
  const { license, compatibility, metadata, 'allowed-tools': tools } = matter
  const found: AgentSkillProblem[] = []
  if (license !== undefined && typeof license !== 'string')
    found.push(problem('license', sentence`“license” must be a text.`))
  if (compatibility !== undefined) {
    const most = AGENT_SKILL_LIMITS.compatibility
    if (typeof compatibility !== 'string' || compatibility.trim() === '' || compatibility.length > most)
      found.push(problem('compatibility', sentence`“compatibility” must be a text of 1 to ${most} characters.`))
  }
  if (
    metadata !== undefined &&
    !(isRecord(metadata) && Object.values(metadata).every((value) => typeof value === 'string'))
  )
    found.push(problem('metadata', sentence`“metadata” must be texts by name: put numbers and dates in quotes.`))
  const isTexts = typeof tools === 'string' || (Array.isArray(tools) && tools.every((tool) => typeof tool === 'string'))
  if (tools !== undefined && !isTexts)
    found.push(problem('allowed-tools', sentence`“allowed-tools” must be a text or a list of texts.`))
  return found
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
