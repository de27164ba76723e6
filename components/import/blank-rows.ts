import { blankWindow } from '@/lib/schema/blank-incident'
import type {
  ActionItemDraft,
  CauseDraft,
  ReferenceDraft,
  SkillSourceDraft,
  SkillStep,
  StatusUpdateDraft,
  TimelineEntryDraft,
  Trigger,
  WindowDraft,
} from '@/lib/schema/draft'

/** A row as it is added by hand: nothing is known yet. */
export const BLANK_ACTION_ITEM: ActionItemDraft = {
  title: '',
  status: null,
  owner: null,
  due: null,
  kind: null,
  condition: null,
  since: null,
}
export const BLANK_CAUSE: CauseDraft = { role: 'contributing', text: '' }
export const BLANK_ENTRY: TimelineEntryDraft = {
  at: null,
  precision: 'minute',
  timeText: null,
  phase: 'note',
  lane: 'internal',
  text: '',
}
export const BLANK_UPDATE: StatusUpdateDraft = { at: null, state: 'update', text: '', timeText: null }
export const BLANK_WINDOW: WindowDraft = blankWindow()
export const BLANK_TRIGGER: Trigger = { metric: '', op: '>', value: 0, unit: null }
export const BLANK_STEP: SkillStep = { text: '', code: [] }
export const BLANK_SOURCE: SkillSourceDraft = {
  channel: null,
  on: null,
  from: null,
  to: null,
  participants: [],
  messages: null,
  inCorpus: false,
}
export const BLANK_REFERENCE: ReferenceDraft = { target: '', kind: 'wikilink', note: null }
