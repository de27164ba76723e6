import { database } from '@/lib/database'

/**
 * Whether an import has stored patterns and has not come to its end, where what is stored is matched with them: its process was
 * killed, or it goes on.
 */
export async function hasUnfinishedPatterns(): Promise<boolean> {
  const line = await database.importLine.findFirst({
    where: { kind: 'pattern', outcome: { in: ['created', 'updated'] }, import: { finishedAt: null } },
    select: { id: true },
  })
  return line !== null
}
