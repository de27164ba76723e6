import type { z } from 'zod'
import { AccountViewSchema } from '@/lib/schema/account'
import { ActionItemViewSchema, RecurrenceDebtSchema } from '@/lib/schema/action-item'
import { CommentViewSchema } from '@/lib/schema/comment'
import { DocumentDraftSchema } from '@/lib/schema/draft'
import { ImportLineSchema, ImportStatusSchema, ImportViewSchema } from '@/lib/schema/import'
import {
  EditionViewSchema,
  IncidentRowSchema,
  IncidentViewSchema,
  RelatedViewSchema,
  TimelineEntryViewSchema,
} from '@/lib/schema/incident'
import { MatchViewSchema, PatternRowSchema, PatternViewSchema } from '@/lib/schema/pattern'
import { PatternMapSchema } from '@/lib/schema/pattern-map'
import { PremortemSchema } from '@/lib/schema/premortem'
import { ProposalRowSchema, ProposalViewSchema, ProposedSchema } from '@/lib/schema/proposal'
import { RecognitionSchema } from '@/lib/schema/recognise'
import { BacklinkViewSchema, ReferenceViewSchema } from '@/lib/schema/reference'
import { RevisionListSchema, RevisionRowSchema, RevisionViewSchema } from '@/lib/schema/revision'
import { SearchItemSchema, SearchResultSchema } from '@/lib/schema/search'
import { SkillAnswerSchema, SkillRowSchema, TrustedSkillRowSchema } from '@/lib/schema/skill'
import { SourceRowSchema } from '@/lib/schema/source'
import { StageViewSchema } from '@/lib/schema/stage'
import { TeamViewSchema } from '@/lib/schema/team'
import { MadeTokenSchema, ServiceRowSchema, SigningKeyRowSchema, TokenRowSchema } from '@/lib/schema/token'
import { DeliveryRowSchema, DeliveryViewSchema, EndpointViewSchema } from '@/lib/schema/webhook'

/** Views that have a name in the document, and a type of that name in a generated client. */
export const COMPONENTS: Readonly<Record<string, z.ZodType>> = {
  Account: AccountViewSchema,
  ActionItem: ActionItemViewSchema,
  Backlink: BacklinkViewSchema,
  Comment: CommentViewSchema,
  Delivery: DeliveryViewSchema,
  DeliveryRow: DeliveryRowSchema,
  Draft: DocumentDraftSchema,
  Edition: EditionViewSchema,
  Import: ImportViewSchema,
  ImportLine: ImportLineSchema,
  ImportStatus: ImportStatusSchema,
  Incident: IncidentViewSchema,
  IncidentRow: IncidentRowSchema,
  MadeToken: MadeTokenSchema,
  Match: MatchViewSchema,
  Pattern: PatternViewSchema,
  PatternMap: PatternMapSchema,
  PatternRow: PatternRowSchema,
  Premortem: PremortemSchema,
  Proposal: ProposalViewSchema,
  ProposalRow: ProposalRowSchema,
  Proposed: ProposedSchema,
  Recognition: RecognitionSchema,
  RecurrenceDebt: RecurrenceDebtSchema,
  Reference: ReferenceViewSchema,
  Related: RelatedViewSchema,
  Revision: RevisionViewSchema,
  RevisionList: RevisionListSchema,
  RevisionRow: RevisionRowSchema,
  SearchItem: SearchItemSchema,
  SearchResult: SearchResultSchema,
  Service: ServiceRowSchema,
  SigningKey: SigningKeyRowSchema,
  Skill: SkillAnswerSchema,
  SkillRow: SkillRowSchema,
  TrustedSkillRow: TrustedSkillRowSchema,
  Source: SourceRowSchema,
  Stage: StageViewSchema,
  Team: TeamViewSchema,
  TimelineEntry: TimelineEntryViewSchema,
  Token: TokenRowSchema,
  Webhook: EndpointViewSchema,
}
