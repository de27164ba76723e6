import type { Lang } from '@/lib/schema/text'
import type { SkillDraft } from '@/lib/schema/draft'
import type { SkillLine } from './thread-skill-steps'

type Headings = {
  symptoms: string
  diagnosis: string
  resolution: string
  unhelpful: string
  escalation: string
  recurrence: string
  actions: string
  source: string
}

const ENGLISH: Headings = {
  symptoms: 'Symptoms',
  diagnosis: 'Diagnosis',
  resolution: 'Resolution',
  unhelpful: 'Did not help',
  escalation: 'Escalation',
  recurrence: 'Why this keeps happening',
  actions: 'Prevention follow-ups',
  source: 'Source',
}

/** The sections of a skill as `section-names.ts` reads them; a language without its own gets the English ones. */
const HEADINGS: Record<string, Headings> = {
  en: ENGLISH,
  de: {
    symptoms: 'Symptome',
    diagnosis: 'Diagnose',
    resolution: 'Behebung',
    unhelpful: 'Hat nicht geholfen',
    escalation: 'Eskalation',
    recurrence: 'Warum es wiederkehrt',
    actions: 'Vorbeugung',
    source: 'Quelle',
  },
  ru: {
    symptoms: 'Симптомы',
    diagnosis: 'Диагностика',
    resolution: 'Решение',
    unhelpful: 'Не помогло',
    escalation: 'Эскалация',
    recurrence: 'Почему это повторяется',
    actions: 'Профилактика',
    source: 'Источник',
  },
  fr: {
    symptoms: 'Symptômes',
    diagnosis: 'Diagnostic',
    resolution: 'Résolution',
    unhelpful: 'Sans effet',
    escalation: 'Escalade',
    recurrence: 'Pourquoi cela se répète',
    actions: 'Prévention',
    source: 'Source',
  },
  es: {
    symptoms: 'Síntomas',
    diagnosis: 'Diagnóstico',
    resolution: 'Resolución',
    unhelpful: 'Sin efecto',
    escalation: 'Escalada',
    recurrence: 'Por qué se repite',
    actions: 'Prevención',
    source: 'Fuente',
  },
}

/** The headings of a runbook's sections in a language. */
export function skillHeadings(lang: Lang): Headings {
  return HEADINGS[lang] ?? ENGLISH
}

/**
 * A skill that was made of a thread as Markdown, in the sections that every runbook has. `unhelpful`: what was tried in
 * vain. `duration`: how long somebody says that it took, which stands beside the thread's own times.
 */
export function skillBody(
  { title, lang, again }: { title: string; lang: Lang; again: string | null },
  skill: SkillDraft,
  unhelpful: readonly SkillLine[],
  duration: string | null,
): string {
  const headings = skillHeadings(lang)
  const section = (heading: string, text: string) => (text ? `## ${heading}\n\n${text}` : '')
  return [
    `# ${title}`,
    skill.description ?? '',
    section(headings.symptoms, bullets(skill.symptoms)),
    section(headings.diagnosis, numbered(skill.diagnosis)),
    section(headings.resolution, numbered(skill.resolution)),
    section(headings.unhelpful, numbered(unhelpful)),
    section(headings.escalation, bullets(skill.escalation)),
    section(headings.recurrence, [again, skill.recurrence?.why].filter(Boolean).join('\n\n')),
    section(headings.actions, bullets(skill.actionItems.map(({ title: words }) => words))),
    section(
      headings.source,
      skill.sources.map((source, index) => sourceLine(source, index === 0 ? duration : null)).join('\n\n'),
    ),
  ]
    .filter(Boolean)
    .join('\n\n')
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line.replace(/\n/g, '\n  ')}`).join('\n')
}

function numbered(steps: readonly { text: string; code: SkillLine['code'] }[]): string {
  return steps
    .map(({ text, code }, index) => {
      const mark = `${index + 1}. `
      const indent = ' '.repeat(mark.length)
      const blocks = code.map((block) => {
        const fence = block.text.includes('```') ? '````' : '```'
        return `${fence}${block.lang ?? ''}\n${block.text}\n${fence}`
      })
      const whole = [text, ...blocks].filter(Boolean).join('\n')
      return mark + whole.replace(/\n(?=[^\n])/g, `\n${indent}`)
    })
    .join('\n')
}

/** "`#incidents`, 2026-04-19 11:42–12:03 UTC · 8 · maya, sam", and what somebody says that it took in the line below. */
function sourceLine(source: SkillDraft['sources'][number], duration: string | null): string {
  const clock = (instant: string) => instant.slice(11, 16)
  const times = source.from && source.to ? `${clock(source.from)}–${clock(source.to)} UTC` : ''
  const facts = [
    [source.channel ? `#${source.channel}` : '', [source.on, times].filter(Boolean).join(' ')]
      .filter(Boolean)
      .join(', '),
    source.participants.join(', '),
  ].filter(Boolean)
  return [facts.join(' · '), duration ? `“${duration}”` : ''].filter(Boolean).join('\n')
}
