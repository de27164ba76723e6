import * as searchTrust from '@/lib/query/search-trust'
import * as skillAnswer from '@/lib/query/skill-answer'
import * as skillCommands from '@/lib/query/skill-commands'
import * as skillContradictions from '@/lib/query/skill-contradictions'
import * as agentSkills from '@/lib/query/agent-skills'
import * as groups from '@/lib/query/action-item-groups'
import * as selection from '@/lib/query/action-item-selection'
import * as board from '@/lib/query/action-item-board'
import * as itemNeighbours from '@/lib/query/action-item-neighbours'
import * as calendar from '@/lib/query/action-item-calendar'
import * as itemBatches from '@/lib/query/item-batches'
import * as actionItems from '@/lib/query/action-items'
import * as audit from '@/lib/query/audit'
import * as citations from '@/lib/query/citations'
import * as comments from '@/lib/query/comments'
import * as conflicts from '@/lib/query/conflicts'
import * as digest from '@/lib/query/digest'
import * as directory from '@/lib/query/directory'
import * as documents from '@/lib/query/documents'
import * as embeddings from '@/lib/query/embedding-progress'
import * as feeds from '@/lib/query/feeds'
import * as gaps from '@/lib/query/gaps'
import * as home from '@/lib/query/home'
import * as imports from '@/lib/query/imports'
import * as neighbours from '@/lib/query/incident-neighbours'
import * as suggestion from '@/lib/query/incident-suggestion'
import * as incidents from '@/lib/query/incidents'
import * as languages from '@/lib/query/languages'
import * as debts from '@/lib/query/measured-debts'
import * as incidentMeasures from '@/lib/query/incident-measures'
import * as measures from '@/lib/query/measures'
import * as nodes from '@/lib/query/nodes'
import * as occurrences from '@/lib/query/occurrences'
import * as map from '@/lib/query/pattern-map'
import * as preview from '@/lib/query/pattern-preview'
import * as start from '@/lib/query/pattern-start'
import * as patterns from '@/lib/query/patterns'
import * as offered from '@/lib/query/patterns-offered'
import * as premortem from '@/lib/query/premortem'
import * as premortems from '@/lib/query/premortem-history'
import * as proposals from '@/lib/query/proposals'
import * as published from '@/lib/query/public'
import * as recognisable from '@/lib/query/recognisable'
import * as recognise from '@/lib/query/recognise'
import * as history from '@/lib/query/recognition-history'
import * as references from '@/lib/query/references'
import * as related from '@/lib/query/related'
import * as people from '@/lib/query/reminded-people'
import * as personal from '@/lib/query/personal-due'
import * as reminders from '@/lib/query/reminders'
import * as review from '@/lib/query/review'
import * as revisions from '@/lib/query/revisions'
import * as searching from '@/lib/query/search'
import * as changes from '@/lib/query/skill-changes'
import * as runs from '@/lib/query/skill-runs'
import * as trust from '@/lib/query/skill-trust'
import * as skills from '@/lib/query/skills'
import * as sources from '@/lib/query/sources'
import * as stages from '@/lib/query/stages'
import * as names from '@/lib/query/stored-names'
import * as taken from '@/lib/query/taken-from'
import * as teams from '@/lib/query/teams'
import * as threads from '@/lib/query/threads'
import * as trackers from '@/lib/query/trackers'
import * as trackerCalls from '@/lib/query/tracker-calls'
import * as waiting from '@/lib/query/waiting'
import * as events from '@/lib/query/webhook-data'
import * as webhooks from '@/lib/query/webhooks'
import { ActionItemFilterSchema, BoardFilterSchema } from '@/lib/schema/action-item'
import { AskedFilterSchema } from '@/lib/schema/asked'
import { LineFilterSchema } from '@/lib/schema/import'
import { IncidentFilterSchema } from '@/lib/schema/incident'
import { ProposalFilterSchema } from '@/lib/schema/proposal'
import { ReviewFilterSchema } from '@/lib/schema/review'
import { SearchQuerySchema } from '@/lib/schema/search'
import { ThreadFilterSchema } from '@/lib/schema/thread'
import type { Viewer } from '@/lib/schema/viewer'
import { skillFields } from '@/tests/factories/draft-fields'
import { ASKED, CLOSED, OPEN, PATTERN, SHARED_TEXT } from './restricted-words'
import type { RestrictedWorld } from './restricted-world'

/** Every way of reading something, called with what would tell most of the restricted incident. */
export type Read = (viewer: Viewer, world: RestrictedWorld) => unknown

const NOW = new Date('2025-06-01T00:00:00Z')
const PERIOD = { from: new Date('2000-01-01T00:00:00Z'), to: new Date('2100-01-01T00:00:00Z') }
const items = (filter: object = {}) => ActionItemFilterSchema.parse({ size: 100, ...filter })
const found = (q: object) => SearchQuerySchema.parse(q)
const both = (ask: (kind: 'incident' | 'skill') => unknown) => Promise.all([ask('incident'), ask('skill')])
const terms = async (text: string) => ({
  text,
  patterns: [PATTERN.slug],
  terms: await recognisable.termsAsked(text),
  confirmed: null,
})

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const value of values) list.push(value)
  return list
}

/** `shows`: whoever may read the incident finds something of it there. */
export const READS: Record<string, { shows: boolean; read: Read }> = {
  'action-items.readActionItems': {
    shows: true,
    read: (v, w) => actionItems.readActionItems(v, [w.closed.item, w.open.item], NOW),
  },
  'action-items.findActionItemIds': {
    shows: false,
    read: async (v, w) =>
      (await actionItems.findActionItemIds(v, items({ debt: 'true' }), NOW)).filter((id) => id === w.open.item),
  },
  'action-items.listActionItems': {
    shows: true,
    read: (v) =>
      Promise.all(
        [
          {},
          { q: 'zqx' },
          { owner: 'zqxowner' },
          { overdue: 'true' },
          { debt: 'true' },
          { kind: 'prevent' },
          { service: 'zqx' },
          { pattern: PATTERN.slug },
          { sort: 'debt' },
        ].map((filter) => actionItems.listActionItems(v, items(filter), NOW)),
      ),
  },
  'action-items.readAllActionItems': { shows: true, read: (v) => all(actionItems.readAllActionItems(v, items(), NOW)) },
  'action-items.findActionItem': {
    shows: true,
    read: (v, w) =>
      Promise.all(
        [w.closed.item, w.closed.skillItem ?? '', w.open.item].map((id) => actionItems.findActionItem(v, id, NOW)),
      ),
  },
  'action-items.listUnfinishedOf': {
    shows: true,
    read: (v) =>
      actionItems.listUnfinishedOf(
        v,
        { incidents: [CLOSED.incident, OPEN.incident], skills: [CLOSED.skill, OPEN.skill] },
        50,
        NOW,
      ),
  },
  'action-items.listActionItemChanges': {
    shows: false,
    read: (v, w) => actionItems.listActionItemChanges(v, w.closed.item),
  },
  'item-batches.listItemBatches': { shows: false, read: (v) => itemBatches.listItemBatches(v) },
  'item-batches.readBatchSizes': { shows: false, read: (v, w) => itemBatches.readBatchSizes(v, [w.closed.item]) },
  'action-item-selection.findSeenItems': {
    shows: false,
    read: (v) => selection.findSeenItems(v, items(), 100, NOW),
  },
  // Which of them is shown is in the matrix as the home page: these are ids alone.
  'action-item-selection.findDebtCandidates': { shows: false, read: (v) => selection.findDebtCandidates(v, 100) },
  'action-item-groups.groupActionItems': {
    shows: true,
    read: (v) => Promise.all((['pattern', 'service'] as const).map((by) => groups.groupActionItems(v, by))),
  },
  'action-item-board.readBoard': {
    shows: true,
    read: (v) =>
      Promise.all(
        [{}, { q: 'zqx' }, { owner: 'zqxowner' }, { debt: 'true' }].map((filter) =>
          board.readBoard(v, BoardFilterSchema.parse(filter), NOW),
        ),
      ),
  },
  'action-item-neighbours.findItemNeighbours': {
    shows: false,
    read: (v, w) =>
      Promise.all(
        [w.closed.item, w.closed.skillItem ?? '', w.open.item].map((id) => itemNeighbours.findItemNeighbours(v, id)),
      ),
  },
  'action-item-neighbours.findItemsToWaitFor': {
    shows: true,
    read: (v, w) =>
      Promise.all(['', 'zqxitem'].map((words) => itemNeighbours.findItemsToWaitFor(v, w.open.item, words))),
  },
  'audit.listAudit': {
    shows: true,
    read: (v, w) => audit.listAudit(v, { targetKind: 'incident', targetId: w.closed.incident }),
  },
  'citations.findThreadSources': {
    shows: true,
    read: (v, w) => both((kind) => citations.findThreadSources(v, { kind, id: w.closed[kind] })),
  },
  'comments.listComments': {
    shows: true,
    read: (v) => both((kind) => comments.listComments(v, { kind, slug: CLOSED[kind] })),
  },
  'comments.listMentionable': {
    shows: false,
    read: (v) => both((kind) => comments.listMentionable(v, { kind, slug: CLOSED[kind] }).catch(codeOf)),
  },
  'comments.listMentions': { shows: true, read: (v) => comments.listMentions(v) },
  'trackers.findTrackerPanel': {
    shows: false,
    read: (v, w) => trackers.findTrackerPanel(v, w.closed.item, ['github']),
  },
  'trackers.listTrackerProjects': { shows: false, read: (v) => trackers.listTrackerProjects(v).catch(codeOf) },
  'trackers.listTrackerPeople': { shows: false, read: (v) => trackers.listTrackerPeople(v).catch(codeOf) },
  'trackers.listTrackerTasks': { shows: false, read: (v) => trackers.listTrackerTasks(v).catch(codeOf) },
  'tracker-calls.findSyncedItem': {
    shows: false,
    read: (v, w) => trackerCalls.findSyncedItem(v, w.closed.item, 'none'),
  },
  'feeds.readIncidentFeed': { shows: false, read: (v) => feeds.readIncidentFeed(v) },
  'feeds.readPublicFeed': { shows: false, read: (v) => feeds.readPublicFeed(v) },
  'feeds.readPatternFeed': { shows: false, read: (v) => feeds.readPatternFeed(v, PATTERN.slug) },
  'feeds.readActionItemFeed': { shows: true, read: (v) => feeds.readActionItemFeed(v) },
  'proposals.listProposals': {
    shows: true,
    read: (v) => proposals.listProposals(v, ProposalFilterSchema.parse({})),
  },
  'proposals.findProposal': {
    shows: false,
    read: (v, w) => proposals.findProposal(v, w.closed.incident).catch(codeOf),
  },
  'public.listPublicIncidents': { shows: false, read: (v) => published.listPublicIncidents(v, 1) },
  'public.findPublicIncident': {
    shows: false,
    read: (v) => published.findPublicIncident(v, CLOSED.incident, NOW),
  },
  'public.findPublicStatus': { shows: false, read: (v) => published.findPublicStatus(v, CLOSED.incident) },
  'revisions.listRevisions': {
    shows: true,
    read: (v) => both((kind) => revisions.listRevisions(v, kind, CLOSED[kind])),
  },
  'revisions.findRevision': {
    shows: true,
    read: (v) => both((kind) => revisions.findRevision(v, kind, CLOSED[kind], { number: 1 })),
  },
  'stages.findStage': { shows: false, read: (v) => stages.findStage(v, CLOSED.incident) },
  'stages.listAskedReviews': { shows: true, read: (v) => stages.listAskedReviews(v) },
  'taken-from.readTakenFrom': {
    shows: true,
    read: (v, w) => Promise.all([w.closed.drafted, w.open.skill].map((id) => taken.readTakenFrom(v, id))),
  },
  'taken-from.countTakenFrom': { shows: false, read: (v, w) => taken.countTakenFrom(v, w.open.incident) },
  'taken-from.readHiddenWith': {
    shows: true,
    read: (v, w) => Promise.all([w.closed.taken, w.open.incident].map((id) => taken.readHiddenWith(v, id))),
  },
  'teams.findSharing': { shows: false, read: (v) => teams.findSharing(v, CLOSED.incident).catch(codeOf) },
  'waiting.countWaiting': { shows: false, read: (v) => waiting.countWaiting(v) },
  'webhook-data.countToldSources': { shows: false, read: (v) => events.countToldSources(v, 'nothing') },
  'webhook-data.readEventData': {
    shows: true,
    read: (v, w) => events.readEventData(v, 'incident.updated', { incidentId: w.closed.incident }),
  },
  'webhooks.listNewlyOverdue': {
    shows: false,
    read: async (v, w) =>
      (await webhooks.listNewlyOverdue(v, new Date('2025-05-02T00:00:00Z'))).filter(({ id }) => id === w.open.item),
  },
  'conflicts.listConflictsOf': {
    shows: true,
    read: (v) => both((kind) => conflicts.listConflictsOf(v, { kind, slug: CLOSED[kind] })),
  },
  'conflicts.listConflicts': { shows: true, read: (v) => conflicts.listConflicts(v) },
  'conflicts.countConflicts': { shows: false, read: (v) => conflicts.countConflicts(v) },
  'digest.readDigest': { shows: true, read: (v) => digest.readDigest(v, PERIOD, NOW) },
  'directory.listDirectory': {
    shows: true,
    read: (v) => Promise.all([directory.listDirectory(v, 'person'), directory.listDirectory(v, 'company')]),
  },
  'directory.findDirectoryEntry': {
    shows: true,
    read: (v) =>
      Promise.all([
        directory.findDirectoryEntry(v, 'person', CLOSED.person),
        directory.findDirectoryEntry(v, 'person', 'zqxowner'),
        directory.findDirectoryEntry(v, 'person', OPEN.person),
        directory.findDirectoryEntry(v, 'company', CLOSED.company),
      ]),
  },
  'documents.listDocuments': { shows: true, read: (v) => all(documents.listDocuments(v)) },
  'documents.findSkillDocument': {
    shows: true,
    read: (v) =>
      Promise.all([CLOSED.skill, CLOSED.drafted, OPEN.skill].map((slug) => documents.findSkillDocument(v, slug))),
  },
  'documents.findIncidentDocuments': {
    shows: true,
    read: (v) =>
      Promise.all(
        [CLOSED.incident, CLOSED.taken, OPEN.incident].map((slug) => documents.findIncidentDocuments(v, slug)),
      ),
  },
  // A pattern is the catalogue's, and of no incident.
  'documents.findPatternDocument': { shows: false, read: (v) => documents.findPatternDocument(v, PATTERN.slug) },
  'agent-skills.listPresentSkills': { shows: true, read: (v) => all(agentSkills.listPresentSkills(v, NOW)) },
  'agent-skills.findPresentSkill': {
    shows: true,
    read: (v) =>
      Promise.all([CLOSED.skill, CLOSED.drafted, OPEN.skill].map((slug) => agentSkills.findPresentSkill(v, slug, NOW))),
  },
  'skill-commands.findCommandDifferences': {
    shows: false,
    read: (v, w) =>
      Promise.all([w.closed.skill, w.closed.drafted].map((id) => skillCommands.findCommandDifferences(v, id))),
  },
  'embedding-progress.readEmbeddingProgress': {
    shows: false,
    read: (v) => embeddings.readEmbeddingProgress(v, { name: 'm', host: 'h', rerank: null }),
  },
  'gaps.readGaps': { shows: true, read: (v) => gaps.readGaps(v) },
  'home.isNothingStored': { shows: false, read: (v) => home.isNothingStored(v) },
  'home.readHome': { shows: true, read: (v) => home.readHome(v, NOW) },
  'imports.listImports': { shows: true, read: (v) => imports.listImports(v) },
  'imports.findImport': { shows: true, read: (v, w) => imports.findImport(v, w.closed.import).catch(codeOf) },
  'imports.listImportLines': {
    shows: true,
    read: (v, w) => imports.listImportLines(v, w.closed.import, LineFilterSchema.parse({})),
  },
  'incident-neighbours.readSuggestions': {
    shows: true,
    read: (v, w) => neighbours.readSuggestions(v, w.open.incident),
  },
  'incident-neighbours.readExtractedSkills': {
    shows: false,
    read: (v, w) => neighbours.readExtractedSkills(v, w.open.incident),
  },
  'incident-suggestion.findIncidentSuggestion': {
    shows: false,
    read: (v) => suggestion.findIncidentSuggestion(v, `zqxsymptom tokens rejected. ${SHARED_TEXT}`, NOW),
  },
  'incidents.listIncidents': {
    shows: true,
    read: (v) =>
      Promise.all(
        [{}, { q: ASKED }, { pattern: PATTERN.slug }, { lang: 'en' }, { from: '2025-01-01' }, { sort: 'title' }].map(
          (filter) => incidents.listIncidents(v, IncidentFilterSchema.parse(filter)),
        ),
      ),
  },
  'incidents.findIncident': {
    shows: true,
    read: (v) =>
      Promise.all([CLOSED.incident, CLOSED.taken, OPEN.incident].map((slug) => incidents.findIncident(v, slug, NOW))),
  },
  'languages.listIncidentLanguages': { shows: false, read: (v) => languages.listIncidentLanguages(v) },
  'measured-debts.readDebts': { shows: false, read: (v) => debts.readDebts(v, {}, NOW) },
  // Counts of incidents, by patterns and months.
  'incident-measures.readIncidentMeasures': {
    shows: false,
    read: (v) => incidentMeasures.readIncidentMeasures(v, NOW),
  },
  'measures.readMeasures': {
    shows: true,
    read: (v) =>
      Promise.all(
        [{}, { owner: 'zqxowner' }, { pattern: PATTERN.slug }, { company: CLOSED.company }, { from: '2025-01-01' }].map(
          (filter) => measures.readMeasures(v, filter, NOW),
        ),
      ),
  },
  'measures.listMeasureChoices': { shows: true, read: (v) => measures.listMeasureChoices(v) },
  'nodes.readNodes': {
    shows: true,
    read: async (v, w) => [
      ...(
        await nodes.readNodes(v, [
          { kind: 'incident', id: w.closed.incident },
          { kind: 'skill', id: w.closed.skill },
          { kind: 'thread', id: w.closed.thread ?? '' },
          { kind: 'action-item', id: w.closed.item },
          { kind: 'incident', id: w.open.incident },
        ])
      ).values(),
    ],
  },
  'occurrences.readOccurrences': {
    shows: true,
    read: async (v, w) => {
      const parent = { incidentId: w.open.incident, skillId: null }
      return (await occurrences.readOccurrences(v, [parent]))(parent)
    },
  },
  'pattern-map.readPatternMap': {
    shows: true,
    read: (v) =>
      Promise.all(
        [{}, { q: 'zqx' }, { company: CLOSED.company }, { debt: true }].map((scope) =>
          map.readPatternMap(v, scope, NOW),
        ),
      ),
  },
  'pattern-map.listMapCompanies': { shows: true, read: (v) => map.listMapCompanies(v) },
  'pattern-preview.previewPattern': { shows: false, read: (v) => preview.previewPattern(v, PATTERN, '').catch(codeOf) },
  'pattern-start.startPattern': {
    shows: false,
    read: (v) => both((kind) => start.startPattern(v, { kind, slug: CLOSED[kind] }).catch(codeOf)),
  },
  'patterns-offered.offerPatterns': {
    shows: false,
    read: (v) => both((kind) => offered.offerPatterns(v, { kind, slug: CLOSED[kind] })),
  },
  'patterns.listPatterns': { shows: false, read: (v) => patterns.listPatterns(v) },
  'patterns.listPatternsOfIncidents': {
    shows: false,
    read: (v) => patterns.listPatternsOfIncidents(v, undefined),
  },
  'patterns.findPattern': { shows: true, read: (v) => patterns.findPattern(v, PATTERN.slug) },
  'patterns.listUnexplained': { shows: true, read: (v) => patterns.listUnexplained(v) },
  'patterns.findUnexplained': {
    shows: false,
    read: (v) => both((kind) => patterns.findUnexplained(v, kind, CLOSED[kind])),
  },
  'premortem.premortem': {
    shows: true,
    read: (v) => premortem.premortem(v, `We change keys. ${SHARED_TEXT} zqxasked`, NOW),
  },
  'premortem-history.listPremortems': { shows: false, read: (v) => premortems.listPremortems(v) },
  'premortem-history.findPremortem': { shows: true, read: (v, w) => premortems.findPremortem(v, w.notes.premortem) },
  'recognisable.findRecognisableIncidents': {
    shows: true,
    read: async (v) =>
      recognisable.findRecognisableIncidents(v, await terms(`zqxhost.example ${SHARED_TEXT} ${ASKED}`)),
  },
  'recognisable.findRecognisableSkills': {
    shows: true,
    read: async (v) => recognisable.findRecognisableSkills(v, await terms(`${SHARED_TEXT} ${ASKED}`)),
  },
  'recognise.recognise': {
    shows: true,
    read: (v) => recognise.recognise(v, `${SHARED_TEXT} ${ASKED}`, NOW, 'tokens rejected'),
  },
  'recognition-history.listAsked': { shows: true, read: (v) => history.listAsked(v, AskedFilterSchema.parse({})) },
  'recognition-history.listAskedWeeks': { shows: false, read: (v) => history.listAskedWeeks(v) },
  'recognition-history.listUnrecognised': { shows: false, read: (v) => history.listUnrecognised(v) },
  'recognition-history.findConfirmed': { shows: false, read: (v) => history.findConfirmed(v, 'tokens rejected') },
  'references.readReferences': {
    shows: true,
    read: (v, w) => both((kind) => references.readReferences(v, kind, w.open[kind])),
  },
  'references.readBacklinks': {
    shows: true,
    read: (v, w) =>
      Promise.all([
        references.readBacklinks(v, { kind: 'incident', id: w.open.incident }),
        references.readBacklinks(v, { kind: 'skill', id: w.open.skill }),
        references.readBacklinks(v, { target: `people/${CLOSED.person}` }),
      ]),
  },
  'references.listUnresolved': { shows: true, read: (v) => references.listUnresolved(v) },
  'related.listRelated': {
    shows: true,
    read: (v) =>
      both((kind) =>
        Promise.all([OPEN[kind], CLOSED[kind]].map((slug) => related.listRelated(v, { kind, slug }).catch(codeOf))),
      ),
  },
  'reminders.listReminders': { shows: false, read: (v) => reminders.listReminders(v) },
  'reminders.mayBeTold': {
    shows: false,
    read: (v, w) =>
      Promise.all([
        reminders.mayBeTold(v, [w.open.skill, w.open.incident, w.open.item]),
        ...[w.closed.skill, w.closed.incident, w.closed.item].map((id) => reminders.mayBeTold(v, [w.open.skill, id])),
      ]),
  },
  'reminders.listOverdue': { shows: true, read: (v) => reminders.listOverdue(v, NOW) },
  'action-item-calendar.readActionItemCalendar': {
    shows: true,
    read: (v) => calendar.readActionItemCalendar(v, false),
  },
  'reminded-people.listDueOf': {
    shows: false,
    read: (v) => people.listDueOf(v, ['zqxowner', 'deepak', 'maya', 'sam'], '2099-01-01', NOW),
  },
  'reminded-people.listStaleSkillsOf': {
    shows: true,
    read: (v) => people.listStaleSkillsOf(v, ['zqxowner', 'deepak', 'maya', 'sam'], NOW),
  },
  'personal-due.readPersonalDue': {
    shows: true,
    read: (v) => personal.readPersonalDue(v, { names: ['zqxowner'], until: '2099-01-01' }, null, NOW),
  },
  'personal-due.readPersonalWeek': {
    shows: true,
    read: (v) =>
      personal.readPersonalWeek(
        v,
        { names: ['zqxowner'], until: '2099-01-01' },
        { from: new Date(0), to: new Date('2099-01-01') },
        NOW,
      ),
  },
  'review.listReviewDocuments': {
    shows: true,
    read: (v) => review.listReviewDocuments(v, ReviewFilterSchema.parse({})),
  },
  'review.countOpenReviewItems': {
    shows: false,
    read: (v, w) => Promise.all([review.countOpenReviewItems(v), review.countOpenReviewItems(v, w.closed.import)]),
  },
  'review.readReviewFacets': { shows: true, read: (v) => review.readReviewFacets(v) },
  'review.findCoverage': { shows: false, read: (v, w) => review.findCoverage(v, w.closed.source) },
  'review.findReview': { shows: true, read: (v, w) => review.findReview(v, w.closed.edition) },
  'search.search': {
    shows: true,
    read: (v) =>
      Promise.all(
        [
          { q: ASKED },
          { q: 'zqxthread', kind: 'thread' },
          { q: CLOSED.incident },
          { q: 'zqxhost.example' },
          { q: 'zqxasket' },
          { q: '"stale JWKS cache"' },
          { q: 'zqxas' },
        ].map((query) => searching.search(v, found(query))),
      ),
  },
  'skills.listSkills': {
    shows: true,
    read: (v) => Promise.all([skills.listSkills(v, {}, NOW), skills.listSkills(v, { staleBefore: NOW, take: 5 }, NOW)]),
  },
  'skills.findSkillForEdit': {
    shows: true,
    read: (v) =>
      Promise.all([CLOSED.skill, CLOSED.drafted, OPEN.skill].map((slug) => skills.findSkillForEdit(v, slug))),
  },
  'skills.findSkill': {
    shows: true,
    read: (v) => Promise.all([CLOSED.skill, CLOSED.drafted, OPEN.skill].map((slug) => skills.findSkill(v, slug, NOW))),
  },
  'skill-changes.listChanges': {
    shows: true,
    read: async (v, w) => {
      const draft = skillFields({ symptoms: ['`zqxhost.example`'] })
      return [...(await changes.listChanges(v, [{ id: w.open.skill, draft, since: '2024-01-01' }]))]
    },
  },
  'skill-runs.listRuns': {
    shows: true,
    read: (v) => Promise.all([CLOSED.skill, CLOSED.drafted, OPEN.skill].map((slug) => runs.listRuns(v, slug))),
  },
  'skill-runs.findRun': {
    shows: true,
    read: (v, w) =>
      Promise.all([
        runs.findRun(v, CLOSED.skill, w.closed.run, NOW),
        runs.findRun(v, OPEN.skill, w.closed.openRun, NOW),
      ]),
  },
  'skill-trust.readSkillTrust': {
    shows: false,
    read: (v) => Promise.all([CLOSED.skill, CLOSED.drafted].map((slug) => trust.readSkillTrust(v, slug, NOW))),
  },
  'skill-answer.findSkillAnswer': {
    shows: true,
    read: (v) =>
      Promise.all([CLOSED.skill, CLOSED.drafted, OPEN.skill].map((slug) => skillAnswer.findSkillAnswer(v, slug, NOW))),
  },
  'skill-contradictions.findOtherSkillSays': {
    shows: false,
    read: (v, w) =>
      Promise.all(
        [w.closed.skill, w.closed.drafted, w.open.skill].map((id) => skillContradictions.findOtherSkillSays(v, id)),
      ),
  },
  'skill-trust.listSkillTrust': {
    shows: true,
    read: async (v) => [
      ...(await trust.listSkillTrust(v, [CLOSED.skill, CLOSED.drafted, OPEN.skill], NOW)),
      ...(await trust.listSkillTrust(v, null, NOW)),
    ],
  },
  'search-trust.withTrust': {
    shows: true,
    read: async (v) => {
      const hit = { kind: 'skill' as const, title: 'T', lang: 'en', snippet: '', score: 1 }
      const items = [CLOSED.skill, CLOSED.drafted, OPEN.skill].map((slug) => ({ ...hit, slug }))
      const { items: told } = await searchTrust.withTrust(
        v,
        { items, total: 2, capped: false, fuzzy: false, tookMs: 1 },
        NOW,
      )
      // What was found is given; what is added to it is asked.
      return told.flatMap(({ slug, trust: added }) => (added ? [{ slug, added }] : []))
    },
  },
  'skills.listTrustedSkills': { shows: true, read: (v) => skills.listTrustedSkills(v, NOW) },
  'skill-trust.listStaleSkills': { shows: true, read: (v) => trust.listStaleSkills(v, NOW) },
  'sources.readSourceRows': {
    shows: true,
    read: (v, w) =>
      sources.readSourceRows(v, [w.closed.source, w.closed.draftedSource, w.closed.takenSource, w.open.source]),
  },
  'sources.listSources': { shows: true, read: (v) => sources.listSources(v) },
  'sources.listParts': { shows: false, read: (v, w) => sources.listParts(v, w.closed.source) },
  'sources.findSource': {
    shows: true,
    read: (v, w) =>
      Promise.all(
        [w.closed.source, w.closed.draftedSource, w.closed.takenSource].map((id) => sources.findSource(v, id)),
      ),
  },
  'stored-names.readableNames': {
    shows: false,
    read: async (v) => {
      const isReadable = await names.readableNames(v, [{ kind: 'incident', slug: OPEN.incident }])
      return isReadable({ kind: 'incident', slug: OPEN.incident })
    },
  },
  'threads.listThreads': {
    shows: true,
    read: (v) =>
      Promise.all(
        [{}, { channel: 'zqxchannel' }].map((filter) => threads.listThreads(v, ThreadFilterSchema.parse(filter))),
      ),
  },
  'threads.listChannels': { shows: true, read: (v) => threads.listChannels(v) },
  'threads.findThread': { shows: true, read: (v, w) => threads.findThread(v, w.closed.threadSlug ?? '') },
}

/** Functions that take a viewer and tell of nothing that is part of an incident, or that another test of this kind covers. */
export const ELSEWHERE: Record<string, string> = {
  'measured-items.measuredItems': 'a piece of a statement; through measures',
  'measured-items.measuredIncidents': 'a piece of a statement; through measures',
  'action-item-views.readActionItemRows': 'through action-items.readActionItems',
  'action-item-views.viewActionItems': 'of rows that have been read with the viewer; through action-items',
  'search-narrowing.narrowTo': 'conditions; through search.search',
  'action-item-selection.selectionOf': 'a condition; through the queries that it is part of',
  'proposals.seenProposals': 'a condition; through the queries that it is part of',
  'unanswered.unanswered': 'a condition; through the queries that it is part of',
  'action-item-selection.rowsOf': 'a table expression; through the queries that it is part of',
  'action-item-selection.conditionsOf': 'conditions; through the queries that they are part of',
  'action-item-page.beginActionItemPage': 'through action-items.listActionItems',
  'action-item-page.findActionItemPage': 'through action-items.listActionItems',
  'occurrences-scope.readScopes':
    'of incidents and skills that have been read with the viewer; through recurrence-dates and occurrences',
  'recurrence-dates.recurrences': 'a join; through action-items with debt',
  'newest-occurrences.readNewest': 'through occurrences.readOccurrences',
  'newest-occurrences.readRecurrenceState': 'a stamp of changes; through occurrences.readOccurrences',
  'occurrences.readLatestRecurrences': 'moments by id; through action-items with debt',
  'saved-views.listSavedViews': 'the caller’s own',
  'compiled-patterns.readCompiled': 'patterns alone',
  'backup-runs.listBackupRuns': 'files of backups; for administrators',
  'restored-copy.findRestoredCopy': 'when a backup was put back; for administrators',
  'sample-data.isSampleDataHere': 'whether the samples of the product are here',
  'feeds.findFeedToken': 'the caller’s own',
  'people-accounts.listAccounts': 'accounts; for administrators',
  'people-accounts.findOwnAddress': 'one’s own address',
  'audit.readAllAudit': 'the whole audit log; for administrators',
  'audit.readAuditChoices': 'names of actions; for administrators',
  'teams.listTeams': 'teams; for administrators',
  'teams.listReaderChoices': 'names of people and teams',
  'webhooks.listEndpoints': 'endpoints; for administrators',
  'webhooks.findEndpoint': 'endpoints; for administrators',
  'webhooks.readEndpoint': 'endpoints; for administrators',
  'webhooks.countFailedEndpoints': 'endpoints; for administrators',
  'webhooks.listDeliveries': 'deliveries; for administrators',
  'webhooks.findDelivery': 'deliveries; for administrators',
  'webhooks.readDelivery': 'deliveries; for administrators',
  'tokens.listTokens': 'tokens',
  'tokens.listServices': 'accounts of services',
  'sessions.listSessions': 'the caller’s own',
  'watched-channels.listWatchedChannels': 'names of channels that are watched',
  'watched-channels.findWatchedChannel': 'names of channels that are watched',
  'imports.mayBeNamed': 'a condition of SQL; through imports and review',
  'incident-view.readIncidentView': 'of an incident that may be read; through incidents',
  'near.listNearAsked': 'needs vectors: access of vectors is tested in vectors.db.test.ts',
  'near.listNearRelatives': 'needs vectors: access of vectors is tested in vectors.db.test.ts',
  'patterns.readPatterns': 'patterns alone',
  'patterns.listRetired': 'patterns alone',
  'patterns.listFamilies': 'patterns alone',
  'references.unresolved': 'a condition of SQL; through references and home',
  'reminders.listOwnMails': 'the caller’s own',
  'reminders.listTroubledMails': 'names and states of mails; for administrators',
  'reminded-people.listRemindedAccounts': 'accounts for the sender of reminders alone',
  'reminded-people.findRemindedAccount': 'the caller’s own',
  'reminded-people.findReminderPreference': 'the caller’s own',
  'reminded-people.listOwnersToRemind': 'names of owners for the sender of reminders alone',
  'reminders.readRemindedLately': 'ids and times for the sender of reminders alone',
  'reminders.listRefusals': 'addresses of Slack for the sender of reminders alone',
  'reminders.findOwnerAddresses': 'accounts for the sender of reminders alone',
}

async function codeOf(error: unknown): Promise<unknown> {
  return error instanceof Error && 'code' in error ? { code: error.code } : Promise.reject(error)
}
