import { isVisible, onlyVisible } from '@/lib/access'
import { database } from '@/lib/database'
import { compareCommands } from '@/lib/domain/command-contradictions'
import { assertCan } from '@/lib/domain/permissions'
import { DocumentDraftSchema } from '@/lib/schema/draft'
import { MessageDraftSchema } from '@/lib/schema/thread'
import type { Viewer } from '@/lib/schema/viewer'

/** A command as the skill has it and as the conversation has it that the skill came from; `option` is where they differ. */
export type CommandDifference = { option: string; skill: string; other: string; thread: string; message: string }

/**
 * Commands of a skill, by its id, that differ from those of the conversations that it was made of. Nothing of what the viewer may not
 * read is compared. Throws `forbidden` without the right to read.
 */
export async function findCommandDifferences(viewer: Viewer, id: string): Promise<CommandDifference[]> {
  assertCan(viewer, 'read')
  const row = await database.skill.findUnique({ where: { id }, select: { draft: true } })
  if (!row || !(await isVisible(viewer, id))) return []
  const { skill } = DocumentDraftSchema.parse(row.draft)
  const commands = [...(skill?.diagnosis ?? []), ...(skill?.resolution ?? [])].flatMap(({ text, code }) => [
    ...code.map((block) => block.text),
    ...[...text.matchAll(/`([^`\n]+)`/g)].map(([, quoted = '']) => quoted),
  ])
  if (commands.length === 0) return []
  const links = await database.reference.findMany({
    where: { fromKind: 'skill', fromId: id, toKind: 'thread', toId: { not: null } },
    select: { toId: true },
    orderBy: { position: 'asc' },
  })
  const shown = await onlyVisible(viewer, links, ({ toId }) => toId)
  const threads = await database.thread.findMany({
    where: { id: { in: shown.flatMap(({ toId }) => toId ?? []) } },
    select: { slug: true, messages: { orderBy: [{ position: 'asc' }, { key: 'asc' }], select: { draft: true } } },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
  })
  return threads.flatMap(({ slug, messages }) => {
    const said = messages
      .map(({ draft }) => MessageDraftSchema.parse(draft))
      .map((one) => ({ text: one.text, ref: one.id }))
    return compareCommands(commands, said).map(({ ref, ...found }) => ({ ...found, thread: slug, message: ref }))
  })
}
