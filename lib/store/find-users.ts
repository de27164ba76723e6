import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import type { Transaction } from './transaction'

/**
 * Ids of people and services by e-mail address, in whatever case, or by id. Throws `bad_input` for the first that nobody has; `field`
 * names where it was said.
 */
export async function findUserIds(tx: Transaction, names: readonly string[], field: string): Promise<string[]> {
  const wanted = [...new Set(names)]
  if (wanted.length === 0) return []
  // Postgres refuses the zero character in any text; nobody has it in a name.
  const asked = wanted.filter((name) => !name.includes('\u0000'))
  const addresses = asked.map((name) => name.toLowerCase())
  const like = await tx.$queryRaw<{ id: string; email: string | null }[]>`
    SELECT "id", "email" FROM "User" WHERE "id" = ANY(${asked}) OR lower("email") = ANY(${addresses})`
  // Compared once more: Postgres may make other letters small than JavaScript does.
  const ids = wanted.map((name) => {
    const found = like.find(({ id, email }) => id === name || email?.toLowerCase() === name.toLowerCase())
    if (!found) throw unknownName(sentence`Nobody here has the address or id “${name}”.`, field)
    return found.id
  })
  return [...new Set(ids)].sort()
}

/** Ids of teams by slug. Throws as `findUserIds`. */
export async function findTeamIds(tx: Transaction, slugs: readonly string[], field: string): Promise<string[]> {
  const wanted = [...new Set(slugs)]
  const found = await tx.team.findMany({ where: { slug: { in: wanted } }, select: { id: true, slug: true } })
  const unknown = wanted.find((slug) => !found.some((team) => team.slug === slug))
  if (unknown !== undefined) throw unknownName(sentence`There is no team “${unknown}”.`, field)
  return found.map(({ id }) => id).sort()
}

function unknownName(message: string, field: string): AppError {
  return new AppError('bad_input', message, { [field]: message })
}
