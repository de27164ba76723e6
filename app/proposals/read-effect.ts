import { getLocale, getTranslations } from 'next-intl/server'
import { AppError } from '@/lib/domain/errors'
import { differTexts } from '@/lib/domain/text-difference'
import { writeDocument } from '@/lib/export/write-document'
import { forecastDocument } from '@/lib/import/proposals'
import type { Say } from '@/lib/intl/say'
import { sentencesIn } from '@/lib/intl/sentences'
import { findSkillDocument } from '@/lib/query/documents'
import { findIncident } from '@/lib/query/incidents'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { ImportLine } from '@/lib/schema/import'
import type { ProposalEffect, ProposalView } from '@/lib/schema/proposal'
import type { TextPiece } from '@/lib/schema/revision'
import type { Viewer } from '@/lib/schema/viewer'

const NONE: ProposalEffect = {
  outcome: null,
  reasons: [],
  problems: [],
  facts: [],
  difference: null,
  lang: 'und',
  refusal: null,
}

/** What accepting a proposal would do, asked of the import itself, for the person who looks at it. */
export async function readEffect(viewer: Viewer, proposal: ProposalView): Promise<ProposalEffect> {
  const t = await getTranslations('pages.proposals.effect')
  const told = sentencesIn(await getLocale())
  const { kind, content } = proposal
  if (kind === 'action-item' || !('text' in content)) {
    return proposal.about ? NONE : { ...NONE, refusal: t('gone') }
  }
  try {
    const line = await forecastDocument(viewer, { kind, text: content.text })
    return {
      ...NONE,
      outcome: line.outcome,
      reasons: (line.reasons ?? []).map(told),
      problems: line.problems.map(({ message }) => told(message)),
      facts: factsOf(t, line.draft),
      difference: await differenceOf(viewer, proposal, line),
      lang: line.draft?.lang ?? 'und',
    }
  } catch (error) {
    if (error instanceof AppError) return { ...NONE, refusal: told(error.message) }
    throw error
  }
}

/** What is read of the text, so that a reviewer sees what is not. */
function factsOf(say: Say<'pages.proposals.effect'>, draft: DocumentDraft | undefined): string[] {
  if (draft?.incident) {
    const { on, timeline, causes, actionItems, severity } = draft.incident
    return [
      on ? say('date', { on }) : say('dateUnknown'),
      severity ? say('severity', { severity }) : say('severityUnknown'),
      say('entries', { count: timeline.length }),
      say('causes', { count: causes.length }),
      say('actionItems', { count: actionItems.length }),
    ]
  }
  if (!draft?.skill) return []
  const { triggers, symptoms, diagnosis, resolution, escalation } = draft.skill
  return [
    say('triggers', { count: triggers.length }),
    say('symptoms', { count: symptoms.length }),
    say('diagnosis', { count: diagnosis.length }),
    say('resolution', { count: resolution.length }),
    say('escalation', { count: escalation.length }),
  ]
}

/** The text beside that which it would replace; null when it replaces none. */
async function differenceOf(viewer: Viewer, { about }: ProposalView, { outcome, draft }: ImportLine) {
  if (!about || !draft || outcome !== 'updated') return null
  const before = await readPresent(viewer, about, draft.lang)
  return before === null ? null : aroundChanges(differTexts(before, draft.body))
}

async function readPresent(
  viewer: Viewer,
  about: { kind: string; slug: string },
  lang: string,
): Promise<string | null> {
  if (about.kind === 'skill') {
    const document = await findSkillDocument(viewer, about.slug)
    return document && bodyOf(writeDocument(document))
  }
  const incident = await findIncident(viewer, about.slug)
  return incident?.editions.find((edition) => edition.lang === lang)?.body ?? null
}

/** Without the front matter. */
function bodyOf(document: string): string {
  return document.slice(document.indexOf('\n---\n', 3) + 5).trim()
}

/** UTF-16 code units that are shown before and after a change. */
const CONTEXT = 240

/** The changes with what stands about them; what is far from any is left out, and `…` stands there. */
function aroundChanges(pieces: readonly TextPiece[]): TextPiece[] {
  return pieces.map((piece, index) => {
    const { kind, text } = piece
    if (kind !== 'same' || text.length <= 2 * CONTEXT) return piece
    const head = index === 0 ? '' : text.slice(0, CONTEXT)
    const tail = index === pieces.length - 1 ? '' : text.slice(-CONTEXT)
    return { kind, text: `${head}\n…\n${tail}`.toWellFormed() }
  })
}
