import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import { MAX_SAVED_VIEWS, type NewSavedView, type SavedViewPage } from '@/lib/schema/saved-view'
import type { Viewer } from '@/lib/schema/viewer'
import { inTransaction, type Transaction } from './transaction'

/** What the person calls a view of each. */
const GONE = sentence`This view does not exist (any more).`

/** Views belong to a person: a token of a service and the command line have none. */
function ownerOf(viewer: Viewer): string {
  assertCan(viewer, 'read')
  if (viewer.userId === null) throw new AppError('forbidden', 'Only somebody with an account can keep views.')
  return viewer.userId
}

/** The person's views in their order; one writer at a time, since places and the limit are counted. */
async function lockViews(tx: Transaction, userId: string, page: string) {
  await tx.$executeRaw`SELECT 1 FROM "User" WHERE "id" = ${userId} FOR UPDATE`
  return tx.savedView.findMany({ where: { userId, page }, orderBy: [{ position: 'asc' }, { createdAt: 'asc' }] })
}

async function place(tx: Transaction, ids: readonly string[]): Promise<void> {
  for (const [position, id] of ids.entries()) await tx.savedView.update({ where: { id }, data: { position } })
}

/** The views beside one of the person's, with it. Throws `not_found`. */
async function lockViewsWith(tx: Transaction, userId: string, id: string) {
  const found = await tx.savedView.findFirst({ where: { id, userId }, select: { page: true } })
  if (!found) throw new AppError('not_found', GONE)
  const views = await lockViews(tx, userId, found.page)
  if (!views.some((view) => view.id === id)) throw new AppError('not_found', GONE)
  return views
}

function assertFree(views: readonly { id: string; name: string }[], name: string, own?: string): void {
  if (views.some((view) => view.name === name && view.id !== own)) {
    throw new AppError('conflict', `You have one called “${name}” already. Choose another name.`)
  }
}

/** Keeps a filter or a search under a name, last or at `position`. Throws `conflict` when the name is taken, `unprocessable` beyond fifty. */
export async function addSavedView(
  viewer: Viewer,
  { name, query, position }: NewSavedView,
  page: SavedViewPage = 'action-items',
): Promise<{ id: string }> {
  const userId = ownerOf(viewer)
  return inTransaction(async (tx) => {
    const views = await lockViews(tx, userId, page)
    assertFree(views, name)
    if (views.length >= MAX_SAVED_VIEWS) {
      throw new AppError(
        'unprocessable',
        page === 'search'
          ? `You have ${MAX_SAVED_VIEWS} of them. Delete a saved search before you save another.`
          : `You have ${MAX_SAVED_VIEWS} of them. Delete a view before you save another.`,
      )
    }
    const { id } = await tx.savedView.create({ data: { userId, page, name, query, position: views.length } })
    await place(tx, views.map((view) => view.id).toSpliced(position ?? views.length, 0, id))
    return { id }
  })
}

/** Gives a view of the person's another name. Throws `not_found`, and `conflict` when the name is taken. */
export async function renameSavedView(viewer: Viewer, id: string, name: string): Promise<void> {
  const userId = ownerOf(viewer)
  await inTransaction(async (tx) => {
    assertFree(await lockViewsWith(tx, userId, id), name, id)
    await tx.savedView.update({ where: { id }, data: { name } })
  })
}

/** Moves a view of the person's by one place: up is -1, down is 1. Throws `not_found`. */
export async function moveSavedView(viewer: Viewer, id: string, by: -1 | 1): Promise<void> {
  const userId = ownerOf(viewer)
  await inTransaction(async (tx) => {
    const ids = (await lockViewsWith(tx, userId, id)).map((view) => view.id)
    const from = ids.indexOf(id)
    await place(tx, ids.toSpliced(from, 1).toSpliced(Math.max(0, from + by), 0, id))
  })
}

/** Deletes a view of the person's. Throws `not_found`. */
export async function deleteSavedView(viewer: Viewer, id: string): Promise<void> {
  const userId = ownerOf(viewer)
  await inTransaction(async (tx) => {
    await lockViewsWith(tx, userId, id)
    await tx.savedView.delete({ where: { id } })
  })
}
