import { database } from '@/lib/database'
import { mintViewer } from '@/lib/auth/mint-viewer'
import type { Role, Viewer } from '@/lib/schema/viewer'

/** Somebody with an account and this role, as they act after signing in. The address is `<name>@example.com`. */
export async function person(name: string, role: Role = 'editor'): Promise<Viewer & { userId: string }> {
  const email = `${name}@example.com`
  const { id } = await database.user.upsert({ where: { email }, update: { role }, create: { email, name, role } })
  return { ...mintViewer({ userId: id, name, role, via: 'session' }), userId: id }
}

/** A team of just these people. Gives its slug. */
export async function team(slug: string, ...members: readonly { userId: string }[]): Promise<string> {
  const create = members.map(({ userId }) => ({ userId }))
  await database.team.deleteMany({ where: { slug } })
  await database.team.create({ data: { slug, name: slug, members: { create } } })
  return slug
}
