import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { MAX_SAVED_VIEWS, type NewSavedView } from '@/lib/schema/saved-view'
import type { Viewer } from '@/lib/schema/viewer'
import { inTransaction, type Transaction } from './transaction'

const PAGE = 'action-items'

/** Views belong to a person: a token of a service and the command line have none. */
function ownerOf(viewer: Viewer): string {
  assertCan(viewer, 'read')
  if (viewer.userId === null) throw new AppError('forbidden', 'Only somebody with an account can keep views.')
  return viewer.userId
}

/** The person's views in their order; one writer at a time, since places and the limit are counted. */
async function lockViews(tx: Transaction, userId: string) {
  await tx.$executeRaw`SELECT 1 FROM "User" WHERE "id" = ${userId} FOR UPDATE`
  return tx.savedView.findMany({ where: { userId, page: PAGE }, orderBy: [{ position: 'asc' }, { createdAt: 'asc' }] })
}

async function place(tx: Transaction, ids: readonly string[]): Promise<void> {
  for (const [position, id] of ids.entries()) await tx.savedView.update({ where: { id }, data: { position } })
}

function assertFree(views: readonly { id: string; name: string }[], name: string, own?: string): void {
  if (views.some((view) => view.name === name && view.id !== own)) {
    throw new AppError('conflict', `You have a view called “${name}” already.`)
  }
}

/** Keeps a filter under a name, last or at `position`. Throws `conflict` when the name is taken, `unprocessable` beyond fifty. */
export async function addSavedView(viewer: Viewer, { name, query, position }: NewSavedView): Promise<{ id: string }> {
  const userId = ownerOf(viewer)
  return inTransaction(async (tx) => {
    const views = await lockViews(tx, userId)
    assertFree(views, name)
    if (views.length >= MAX_SAVED_VIEWS) {
      throw new AppError('unprocessable', `You have ${MAX_SAVED_VIEWS} views: delete one before you save another.`)
    }
    const { id } = await tx.savedView.create({ data: { userId, page: PAGE, name, query, position: views.length } })
    await place(tx, views.map((view) => view.id).toSpliced(position ?? views.length, 0, id))
    return { id }
  })
}

/** Gives a view of the person's another name. Throws `not_found`, and `conflict` when the name is taken. */
export async function renameSavedView(viewer: Viewer, id: string, name: string): Promise<void> {
  const userId = ownerOf(viewer)
  await inTransaction(async (tx) => {
    const views = await lockViews(tx, userId)
    assertThere(views, id)
    assertFree(views, name, id)
    await tx.savedView.update({ where: { id }, data: { name } })
  })
}

/** Moves a view of the person's by one place: up is -1, down is 1. Throws `not_found`. */
export async function moveSavedView(viewer: Viewer, id: string, by: -1 | 1): Promise<void> {
  const userId = ownerOf(viewer)
  await inTransaction(async (tx) => {
    const ids = (await lockViews(tx, userId)).map((view) => view.id)
    const from = ids.indexOf(id)
    assertThere(
      ids.map((one) => ({ id: one })),
      id,
    )
    await place(tx, ids.toSpliced(from, 1).toSpliced(Math.max(0, from + by), 0, id))
  })
}

/** Deletes a view of the person's. Throws `not_found`. */
export async function deleteSavedView(viewer: Viewer, id: string): Promise<void> {
  const userId = ownerOf(viewer)
  await inTransaction(async (tx) => {
    assertThere(await lockViews(tx, userId), id)
    await tx.savedView.delete({ where: { id } })
  })
}

function assertThere(views: readonly { id: string }[], id: string): void {
  if (!views.some((view) => view.id === id)) throw new AppError('not_found', 'This view does not exist (any more).')
}
