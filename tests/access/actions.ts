import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { ASKED, CLOSED, OPEN, PATTERN, SHARED_TEXT } from './restricted-words'
import type { RestrictedWorld } from './restricted-world'

/** Server actions, as they lie on disk, and what they are called with to reach something restricted. */
const APP = path.resolve(import.meta.dirname, '../../app')

/** Exported functions of the files that say 'use server', as `incidents/[slug]/actions.ts saveIncidentAction`. */
export function actionsOnDisk(): string[] {
  const files = readdirSync(APP, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))
  return files.flatMap((file) => {
    const source = readFileSync(path.join(APP, file), 'utf8')
    if (!source.startsWith("'use server'")) return []
    return [...source.matchAll(/^export async function (\w+)/gm)].map(([, name]) => `${file} ${name}`)
  })
}

/** What of the restricted incident waits for a decision. */
export type Waiting = { conflict: string; suggestion: string; review: string }

type Args = unknown[]
/** `asks`: reads, so that the answer is looked into and nothing is compared; the others change what they are given. */
type Action = { asks?: true; args: (world: RestrictedWorld, waiting: Waiting) => Args[] }

const both = (call: (kind: 'incident' | 'skill', slug: string) => Args): Args[] => [
  call('incident', CLOSED.incident),
  call('skill', CLOSED.skill),
]
const EDIT = { ...PATTERN, cues: { en: ['jwks + cache'] } }
const NO_PROJECT = '00000000-0000-4000-8000-000000000000'
const DOCUMENT = {
  kind: 'incident',
  lang: 'en',
  title: 'Mine',
  slug: CLOSED.incident,
  tags: [],
  authors: [],
  body: '',
  dropped: [],
  spans: {},
  references: [],
  patterns: [],
}

export const ACTIONS: Record<string, Action> = {
  'draft-skill/actions.ts draftSkillAction': { args: () => [[{ incidents: [CLOSED.incident], pattern: null }]] },
  'comments/actions.ts addCommentAction': { args: () => both((kind, slug) => [{ kind, slug }, 'Hello']) },
  'comments/actions.ts updateCommentAction': {
    args: ({ closed }) => [
      [closed.comment, { text: 'Mine' }],
      [closed.comment, { resolved: true }],
    ],
  },
  'comments/actions.ts deleteCommentAction': { args: ({ closed }) => [[closed.comment]] },
  'incidents/[slug]/stage-actions.ts moveStageAction': {
    args: () => ['draft', 'in-review', 'published'].map((to) => [CLOSED.incident, { to }, 1]),
  },
  'action-items/batch-actions.ts changeItemsAction': {
    args: ({ closed }) => [[{ items: [{ id: closed.item, version: 1 }], patch: { owner: 'sam' } }]],
  },
  'action-items/batch-actions.ts undoBatchAction': { args: ({ closed }) => [[closed.item]] },
  'action-items/batch-actions.ts findMatchingAction': { asks: true, args: () => [[{}]] },
  // A form, as the two of import/actions.ts: what they do is tried through the API.
  'action-items/import/actions.ts importItemFileAction': { args: () => [] },
  'action-items/actions.ts updateActionItemAction': {
    args: ({ closed }) => [closed.item, closed.skillItem ?? ''].map((id) => [id, { status: 'done' }, 1]),
  },
  'action-items/actions.ts addActionItemAction': {
    args: () => both((kind, slug) => [{ of: { kind, slug }, title: 'Mine' }]),
  },
  'action-items/actions.ts removeActionItemAction': {
    args: ({ closed }) => [closed.item, closed.skillItem ?? ''].map((id) => [id]),
  },
  'action-items/actions.ts findItemsToWaitForAction': {
    asks: true,
    args: ({ closed, open }) => [
      [closed.item, ''],
      [open.item, ''],
      [open.item, 'zqxitem'],
    ],
  },
  'action-items/tracker-actions.ts requestIssueAction': { args: ({ closed }) => [[closed.item, NO_PROJECT, true]] },
  'action-items/tracker-actions.ts cancelRequestAction': { args: ({ closed }) => [[closed.item]] },
  // Nothing is asked of a tracker: no project is known.
  'action-items/tracker-actions.ts linkIssueAction': { args: ({ closed }) => [[closed.item, 'OPS-1', true]] },
  'action-items/tracker-actions.ts unlinkIssueAction': { args: ({ closed }) => [[closed.item]] },
  'action-items/tracker-actions.ts decideTrackerConflictAction': {
    args: ({ closed }) => [
      [closed.item, { field: 'owner', choice: 'ours', seen: { ours: '@zqxowner', theirs: null } }],
    ],
  },
  'action-items/tracker-actions.ts keepTellingAction': { args: ({ closed }) => [[closed.item]] },
  'action-items/tracker-actions.ts askAgainAction': { args: ({ closed }) => [[closed.item]] },
  'action-items/tracker-actions.ts retryTrackerAction': { args: ({ closed }) => [[closed.item]] },
  'import/actions.ts previewAction': { asks: true, args: () => [] },
  'import/actions.ts saveAction': { args: () => [] },
  'incidents/[slug]/actions.ts saveIncidentAction': { args: () => [[CLOSED.incident, { severity: 'SEV-1' }, 1]] },
  'incidents/[slug]/actions.ts mergeIncidentsAction': {
    args: () => [
      [CLOSED.incident, OPEN.incident],
      [OPEN.incident, CLOSED.incident],
    ],
  },
  'incidents/[slug]/actions.ts undoMergeAction': { args: () => [['1']] },
  'incidents/[slug]/actions.ts splitIncidentAction': { args: () => [[CLOSED.incident, CLOSED.incident]] },
  'incidents/[slug]/actions.ts decideConflictAction': {
    args: (_, { conflict }) => [
      [conflict, 'theirs'],
      [conflict, 'mine'],
    ],
  },
  'incidents/[slug]/actions.ts dismissSuggestionAction': { args: (_, { suggestion }) => [[suggestion]] },
  'incidents/[slug]/share-actions.ts readSharingAction': { asks: true, args: () => [[CLOSED.incident]] },
  'incidents/[slug]/share-actions.ts shareIncidentAction': {
    args: () => [1, 2, 3].map((version) => [CLOSED.incident, { visibility: 'internal' }, version]),
  },
  'incidents/[slug]/history/actions.ts restoreRevisionAction': {
    args: () => both((kind, slug) => [{ kind, slug, number: 1, expectedVersion: 1 }]),
  },
  'skills/new/actions.ts joinNewSkillAction': {
    asks: true,
    args: () => [[{ side: 'text', text: '---\nhindsight: skill\ntitle: Mine\n---\n' }]],
  },
  'skills/new/actions.ts saveNewSkillAction': { args: () => [] },
  'skills/trigger-actions.ts tryTriggersAction': {
    asks: true,
    args: () => [[{ triggers: [], text: 'queue depth 900' }]],
  },
  'skills/[slug]/stage-actions.ts moveSkillStageAction': {
    args: () => [
      [CLOSED.skill, { to: 'draft' }],
      [OPEN.skill, { to: 'retired', reason: 'Mine', followInstead: CLOSED.skill }],
    ],
  },
  'skills/[slug]/edit/actions.ts joinSkillTextAction': {
    asks: true,
    args: () => [[CLOSED.skill, { side: 'text', text: '---\nhindsight: skill\ntitle: Mine\n---\n' }]],
  },
  'skills/[slug]/edit/actions.ts saveSkillAction': {
    args: () => [
      [
        CLOSED.skill,
        {
          typed: { side: 'text', text: '---\nhindsight: skill\ntitle: Mine\n---\n' },
          expectedVersion: 1,
          step: 'keep',
          note: '',
        },
      ],
    ],
  },
  'skills/[slug]/edit/actions.ts reloadSkillAction': { asks: true, args: () => [[CLOSED.skill]] },
  'patterns/actions.ts decideMatchAction': {
    args: () => both((kind, slug) => [{ kind, slug, pattern: PATTERN.slug, state: 'rejected' }]),
  },
  'patterns/actions.ts offerPatternsAction': { asks: true, args: () => both((kind, slug) => [{ kind, slug }]) },
  'patterns/actions.ts markUnexplainedAction': { args: () => both((kind, slug) => [{ kind, slug }, true]) },
  'patterns/actions.ts previewPatternAction': { asks: true, args: () => [[EDIT, '']] },
  'premortem/actions.ts premortemAction': { asks: true, args: () => [[`We rotate keys. ${SHARED_TEXT} ${ASKED}`]] },
  'premortem/actions.ts tickPremortemAction': {
    // The question is one of a restricted incident: for others it is not on the list.
    args: ({ notes }) => [[notes.premortem, 'zqxitem flush', true]],
  },
  'premortem/actions.ts removePremortemAction': { args: ({ notes }) => [[notes.premortem]] },
  'proposals/actions.ts acceptProposalAction': { args: ({ closed }) => [[closed.incident]] },
  'proposals/actions.ts rejectProposalAction': { args: ({ closed }) => [[{ id: closed.incident, reason: 'No' }]] },
  'recognise/actions.ts recogniseAction': { asks: true, args: () => [[`${SHARED_TEXT} ${ASKED}`]] },
  'recognise/actions.ts removeAskedAction': { args: ({ notes }) => [[notes.asked]] },
  'recognise/actions.ts judgeAskedAction': {
    args: ({ notes }) => both((kind, slug) => [{ id: notes.asked, verdict: 'right', right: { kind, slug } }]),
  },
  'review/actions.ts confirmAction': { args: (_, { review }) => [[review]] },
  'review/actions.ts correctAction': {
    args: (_, { review }) => [[{ itemId: review, document: DOCUMENT, version: 1 }]],
  },
  'review/actions.ts zoneAction': { args: (_, { review }) => [[{ itemId: review, zone: '+02:00', version: 1 }]] },
  'review/actions.ts takeBackAction': {
    args: (_, { review }) => [[{ itemIds: [review], document: null, version: 1 }]],
  },
  'skills/[slug]/run-actions.ts reportRunAction': {
    args: () => (['worked', 'failed'] as const).map((outcome) => [CLOSED.skill, { outcome, note: 'Mine' }]),
  },
  'skills/[slug]/run-actions.ts takeBackRunAction': {
    args: ({ closed }) => [
      [CLOSED.skill, closed.run],
      [OPEN.skill, closed.openRun],
    ],
  },
  'skills/[slug]/run-actions.ts startRunAction': {
    args: () => [
      [CLOSED.skill, null],
      [OPEN.skill, CLOSED.incident],
    ],
  },
  'sources/imports/actions.ts cancelImportAction': { args: ({ closed }) => [[closed.import]] },
  'sources/imports/actions.ts retryImportAction': { args: ({ closed }) => [[closed.import]] },
  'sources/imports/actions.ts undoImportAction': { args: ({ closed }) => [[closed.import]] },
}

/** Actions about nothing that is part of an incident, by the beginning of their name. */
export const ACTIONS_ABOUT_OTHERS = [
  // Views are the caller's own.
  'action-items/view-actions.ts',
  'search/actions.ts',
  // All of the samples or none: what people have added to them stays.
  'sample-data/actions.ts',
  // Says what it is given in another language.
  'say-sentences.ts',
  'sign-in/',
  'settings/',
  'patterns/actions.ts checkCues',
  'patterns/actions.ts savePattern',
  'patterns/actions.ts retirePattern',
  'patterns/actions.ts reloadPattern',
  'import/actions.ts listReaders',
  // A mention is of the caller alone.
  'comments/actions.ts markMentionsRead',
]
