import { isUnchangedSince, readSnapshot } from '@/lib/query/content-changes'
import { answerRemembering } from '@/lib/web/answer-memory'

/** For readers of what people keep, around what answers: not for sessions, tokens, imports under way, or what was sent where. */
export const remembered = answerRemembering({ readSnapshot, isUnchangedSince })
