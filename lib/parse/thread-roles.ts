import type { ParticipantDraft, ParticipantRole } from '@/lib/schema/thread'
import { light } from './light-expression'
import { LEADING, SEVERITY } from './thread-cues'
import type { ThreadEvent } from './thread-events'

const DECLARES = light(/declar|déclar|erkläre|rufe|объявл|宣言/iu)

/** What the people of a thread did, with the messages that show it: by name of the author, roles in the order of their first message. */
export function rolesOfThread(events: readonly ThreadEvent[]): Map<string, ParticipantDraft['roles']> {
  const roles = new Map<string, ParticipantDraft['roles']>()
  const give = (name: string | null, role: ParticipantRole, message: string) => {
    if (name === null) return
    const own = roles.get(name) ?? []
    const known = own.find((one) => one.role === role)
    if (!known) own.push({ role, messages: [message] })
    else if (!known.messages.includes(message)) known.messages.push(message)
    roles.set(name, own)
  }
  let reported = false
  for (const { kind, phase, said } of events) {
    const { author, id, bot } = said.message
    if (bot) continue
    if ((kind === 'report' || kind === 'impact') && !reported) {
      reported = true
      give(author, 'reported', id)
    }
    if (kind === 'declaration') {
      const leads = LEADING.test(said.text.toLowerCase())
      if (leads) give(author, 'led', id)
      if (!leads || SEVERITY.test(said.text) || DECLARES.test(said.text)) give(author, 'declared', id)
    }
    if (kind === 'cause') give(author, 'diagnosed', id)
    if (kind === 'action' && phase === 'mitigated') give(author, 'fixed', id)
    if (kind === 'communication') give(author, 'communicated', id)
  }
  return roles
}
