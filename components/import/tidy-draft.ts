import type { DocumentDraft, ImpactDraft, SkillStep } from '@/lib/schema/draft'
import { withMovedCitations } from './citations'

const isBlank = (line: string) => line.trim() === ''
const filled = (lines: string[]) => lines.map((line) => line.trim()).filter((line) => line !== '')
const withText = <Row extends { text: string }>(rows: Row[]) => rows.filter((row) => row.text.trim() !== '')
const steps = (rows: SkillStep[]) => rows.filter((step) => step.text.trim() !== '' || step.code.length > 0)

/** A draft without what editing leaves behind: blank lines of lists, and added rows that stayed empty. */
export function tidyDocument(doc: DocumentDraft): DocumentDraft {
  const { incident, skill, pattern } = doc
  return {
    ...withTidyCitations(doc),
    title: doc.title.trim(),
    tags: filled(doc.tags),
    authors: filled(doc.authors),
    references: doc.references.filter((reference) => reference.target.trim() !== ''),
    ...(incident && {
      incident: {
        ...incident,
        windows: incident.windows.map((window) => ({
          ...window,
          affected: filled(window.affected),
          unaffected: filled(window.unaffected),
        })),
        timeline: withText(incident.timeline),
        statusUpdates: withText(incident.statusUpdates),
        causes: withText(incident.causes),
        impact: tidyImpact(incident.impact),
        actionItems: incident.actionItems.filter((item) => item.title.trim() !== ''),
        customerActions: filled(incident.customerActions),
        lessons: filled(incident.lessons),
      },
    }),
    ...(skill && {
      skill: {
        ...skill,
        owners: filled(skill.owners),
        triggers: skill.triggers.filter((trigger) => trigger.metric.trim() !== ''),
        symptoms: filled(skill.symptoms),
        diagnosis: steps(skill.diagnosis),
        resolution: steps(skill.resolution),
        escalation: filled(skill.escalation),
        actionItems: skill.actionItems.filter((item) => item.title.trim() !== ''),
        sources: skill.sources.map((source) => ({ ...source, participants: filled(source.participants) })),
      },
    }),
    ...(pattern && {
      pattern: { ...pattern, questions: filled(pattern.questions), controls: filled(pattern.controls) },
    }),
  }
}

/** The citations of what is left when blank rows are gone. */
function withTidyCitations(doc: DocumentDraft): DocumentDraft {
  return listBlanks(doc).reduce(
    (next, [list, blanks]) =>
      blanks.includes(true)
        ? withMovedCitations(next, list, (row) =>
            blanks[row] ? null : row - blanks.slice(0, row).filter((blank) => blank).length,
          )
        : next,
    doc,
  )
}

/** For each list that loses its blank rows: its path, and which rows are blank. */
function listBlanks({ incident, skill }: DocumentDraft): [list: string, blanks: boolean[]][] {
  const texts = (rows: { text: string }[]) => rows.map(({ text }) => isBlank(text))
  const lines = (rows: string[]) => rows.map(isBlank)
  const titles = (rows: { title: string }[]) => rows.map(({ title }) => isBlank(title))
  const steps = (rows: SkillStep[]) => rows.map(({ text, code }) => isBlank(text) && code.length === 0)
  return [
    ...(incident
      ? ([
          ['timeline', texts(incident.timeline)],
          ['statusUpdates', texts(incident.statusUpdates)],
          ['causes', texts(incident.causes)],
          ['actionItems', titles(incident.actionItems)],
          ['impact.affected', lines(incident.impact.affected)],
          ['impact.unaffected', lines(incident.impact.unaffected)],
          ['impact.negativeFindings', lines(incident.impact.negativeFindings)],
          ['impact.residual', lines(incident.impact.residual)],
          ['customerActions', lines(incident.customerActions)],
          ['lessons', lines(incident.lessons)],
        ] satisfies [string, boolean[]][])
      : []),
    ...(skill
      ? ([
          ['triggers', skill.triggers.map(({ metric }) => isBlank(metric))],
          ['symptoms', lines(skill.symptoms)],
          ['diagnosis', steps(skill.diagnosis)],
          ['resolution', steps(skill.resolution)],
          ['escalation', lines(skill.escalation)],
          ['actionItems', titles(skill.actionItems)],
        ] satisfies [string, boolean[]][])
      : []),
  ]
}

function tidyImpact(impact: ImpactDraft): ImpactDraft {
  return {
    summary: impact.summary?.trim() || null,
    affected: filled(impact.affected),
    unaffected: filled(impact.unaffected),
    negativeFindings: filled(impact.negativeFindings),
    residual: filled(impact.residual),
  }
}
