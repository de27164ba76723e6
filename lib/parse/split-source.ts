import type { SourceContext } from '@/lib/schema/source'
import { splitFeed } from './atom-history'
import { isChatText } from './chat-text'
import { splitLog } from './split-log'
import { splitPastedHistory } from './split-pasted-history'
import { splitSlack } from './slack-thread'
import { splitSlackStatus } from './slack-status-api'
import { splitStatusData } from './status-data'
import { isPostWithUpdates } from './status-post'
import { splitStatuspage } from './statuspage-api'

/** A part of a source that is a document of its own: `start` and `end` are offsets into the whole text. */
export type SourcePart = {
  start: number
  end: number
  /** Tells it from the other parts and stays when the source grows ("00tnd0jq9zzc", "2020-02-12"). */
  key: string
  context: SourceContext
}

export type SplitHint = { filename: string | null; context: SourceContext }

/** Knows one kind of source that holds several documents; null when the text is not of its kind. */
type Splitter = (text: string, hint: SplitHint) => SourcePart[] | null

const SPLITTERS: readonly Splitter[] = [
  splitSlack,
  splitStatuspage,
  splitSlackStatus,
  splitStatusData,
  splitFeed,
  splitPastedHistory,
  splitLog,
]

/**
 * The documents that a source holds, in source order: each of its parts can be read on its own by `parseSource` with the part's
 * context. Takes the decoded text. Gives an empty list when the whole is one document. Never throws.
 */
export function splitSource(text: string, hint: SplitHint): SourcePart[] {
  // A part is not cut again.
  if (hint.context.format) return []
  // the updates of a post are no incidents of their own
  if (isPostWithUpdates(text)) return []
  for (const split of SPLITTERS) {
    const parts = split(text, hint)
    // the days of a conversation are no documents
    if (parts && isChatText(text)) return []
    if (parts) return parts.length > 1 || parts.some(({ end, start }) => end - start < text.length) ? parts : []
  }
  return []
}
