import type { DocumentDraft, ImpactDraft, SkillStep } from '@/lib/schema/draft'

const filled = (lines: string[]) => lines.map((line) => line.trim()).filter((line) => line !== '')
const withText = <Row extends { text: string }>(rows: Row[]) => rows.filter((row) => row.text.trim() !== '')
const steps = (rows: SkillStep[]) => rows.filter((step) => step.text.trim() !== '' || step.code.length > 0)

/** A draft without what editing leaves behind: blank lines of lists, and added rows that stayed empty. */
export function tidyDocument(doc: DocumentDraft): DocumentDraft {
  const { incident, skill, pattern } = doc
  return {
    ...doc,
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

function tidyImpact(impact: ImpactDraft): ImpactDraft {
  return {
    summary: impact.summary?.trim() || null,
    affected: filled(impact.affected),
    unaffected: filled(impact.unaffected),
    negativeFindings: filled(impact.negativeFindings),
    residual: filled(impact.residual),
  }
}
