import { blankSkill } from '@/lib/schema/blank-skill'
import type { DocumentDraft, SkillDraft, SkillStep } from '@/lib/schema/draft'
import { sentence } from '@/lib/schema/sentence'

export const SKILL_TEMPLATES = ['alert', 'failover', 'rotation', 'rollback', 'empty'] as const
export type SkillTemplate = (typeof SKILL_TEMPLATES)[number]

type Outline = {
  title: string
  about: string
  category: string | null
  symptoms: string[]
  diagnosis: string[]
  resolution: string[]
  escalation: string[]
}

/** What a runbook of each kind has to say, as questions to its writer: they name no system, figure or person. */
const OUTLINES: Record<SkillTemplate, Outline> = {
  alert: {
    title: sentence`Alert runbook`,
    about: sentence`An alert fires: what it means, what to look at, what to do.`,
    category: 'alert',
    symptoms: ['What the alert says, in its own words', 'What people outside notice'],
    diagnosis: [
      'Open the graph that the alert is taken from, and say since when it differs',
      'Say how a false alarm is told apart',
    ],
    resolution: [
      'Stop the impact first: what to switch off, scale or restart',
      'Check that the alert has cleared, and how long that takes',
    ],
    escalation: ['Whom to call when this has not helped, and after how long'],
  },
  failover: {
    title: sentence`Failover`,
    about: sentence`A part is lost and another one has to take over.`,
    category: 'failover',
    symptoms: ['How the loss of the active part shows'],
    diagnosis: [
      'Make sure that the active part is lost, and not only out of sight',
      'Check that the standby is up to date, and how much would be lost',
    ],
    resolution: [
      'Keep the lost part from coming back while the other one takes over',
      'Switch over',
      'Check that reads and writes reach the new active part',
      'Say how to get back to two parts',
    ],
    escalation: ['Who decides when data would be lost'],
  },
  rotation: {
    title: sentence`Rotation`,
    about: sentence`A key, certificate or password is replaced without an outage.`,
    category: 'rotation',
    symptoms: ['How a missed rotation shows'],
    diagnosis: ['List who uses the old one', 'Check how long each of them remembers it'],
    resolution: [
      'Publish the new one beside the old one',
      'Wait until every user has seen it, and say how that is checked',
      'Use the new one',
      'Withdraw the old one once nobody uses it any more',
    ],
    escalation: ['Whom to ask when the old one has leaked and cannot wait'],
  },
  rollback: {
    title: sentence`Rollback`,
    about: sentence`A change is taken back because it does harm.`,
    category: 'rollback',
    symptoms: ['What tells that the change is the reason'],
    diagnosis: [
      'Find the last change before it began',
      'Check whether it can be taken back: what has been written in its form since?',
    ],
    resolution: [
      'Stop further changes',
      'Take the change back',
      'Check that what was broken works again',
      'Tell who made the change',
    ],
    escalation: ['What to do when it cannot be taken back, and who decides'],
  },
  empty: {
    title: sentence`New skill`,
    about: sentence`Nothing is filled in.`,
    category: null,
    symptoms: [],
    diagnosis: [],
    resolution: [],
    escalation: [],
  },
}

/** The kinds of runbooks that one can start with. */
export function listTemplates(): { template: SkillTemplate; title: string; about: string }[] {
  return SKILL_TEMPLATES.map((template) => ({
    template,
    title: OUTLINES[template].title,
    about: OUTLINES[template].about,
  }))
}

const stepsOf = (lines: readonly string[]): SkillStep[] => lines.map((text) => ({ text, code: [] }))

/** A skill to start with, without anything that only its writer can know. */
export function skillOfTemplate(template: SkillTemplate): DocumentDraft {
  const { title, category, symptoms, diagnosis, resolution, escalation } = OUTLINES[template]
  const steps = { diagnosis: stepsOf(diagnosis), resolution: stepsOf(resolution) }
  return draftOf(title, { category, symptoms, escalation, ...steps })
}

/** A skill that begins as another one does: what it says, not what it was learned from or how well it is proven. */
export function skillOfOther({ title, lang, tags, body, skill }: DocumentDraft): DocumentDraft {
  const {
    category = null,
    triggers = [],
    symptoms = [],
    diagnosis = [],
    resolution = [],
    escalation = [],
  } = skill ?? {}
  const said = {
    category,
    triggers,
    symptoms,
    diagnosis,
    resolution,
    escalation,
    description: skill?.description ?? null,
  }
  const budgets = skill?.budgets ?? { diagnosis: null, resolution: null }
  return { ...draftOf(`${title} (copy)`, { ...said, budgets }), lang, tags, body }
}

function draftOf(title: string, part: Partial<SkillDraft>): DocumentDraft {
  return {
    kind: 'skill',
    lang: 'en',
    title,
    slug: 'new-skill',
    tags: [],
    authors: [],
    body: '',
    dropped: [],
    spans: {},
    references: [],
    patterns: [],
    skill: { ...blankSkill(), ...part },
  }
}
