import { expect, test, vi } from 'vitest'
import { database } from '@/lib/database'
import { inSavingTransaction, inTransaction, type Transaction } from './transaction'

const setUp = database.$executeRaw`CREATE TABLE test_rows AS SELECT id, 0 AS count FROM generate_series(1, 2) AS id`

/** Resolves when it has been called by so many. */
function meeting(size: number): () => Promise<void> {
  let here = 0
  let open: () => void = () => undefined
  const all = new Promise<void>((resolve) => (open = resolve))
  return () => {
    if (++here >= size) open()
    return all
  }
}

const WAYS: [string, (tx: Transaction, id: number) => Promise<unknown>][] = [
  ['a plain query', (tx, id) => tx.$executeRaw`UPDATE test_rows SET count = count + 1 WHERE id = ${id}`],
  [
    'a query for rows',
    (tx, id) => tx.$queryRaw`UPDATE test_rows SET count = count + 1 WHERE id = ${id} RETURNING count`,
  ],
]

test.each(WAYS)('two transactions that wait for each other both succeed: %s', async (_name, add) => {
  await setUp
  await database.$executeRaw`UPDATE test_rows SET count = 0`
  const met = meeting(2)
  let runs = 0
  const both = (first: number, second: number) =>
    inTransaction(async (tx) => {
      runs++
      await add(tx, first)
      await met()
      await add(tx, second)
      return first
    })
  expect(await Promise.all([both(1, 2), both(2, 1)])).toEqual([1, 2])
  expect(runs).toBe(3)
  expect(await database.$queryRaw`SELECT id, count FROM test_rows ORDER BY id`).toEqual([
    { id: 1, count: 2 },
    { id: 2, count: 2 },
  ])
})

test('two changes of a model that wait for each other both succeed', async () => {
  const users = ['ada', 'bob'].map((name) => ({ id: name, name, email: `${name}@example.org` }))
  await database.user.createMany({ data: users })
  const met = meeting(2)
  const both = (ids: string[]) =>
    inTransaction(async (tx) => {
      for (const id of ids) {
        await tx.user.update({ where: { id }, data: { name: `${id} of ${ids.join()}` } })
        await met()
      }
    })
  await Promise.all([both(['ada', 'bob']), both(['bob', 'ada'])])
  const names = await database.user.findMany({ where: { id: { in: ['ada', 'bob'] } }, select: { name: true } })
  expect(new Set(names.map(({ name }) => name?.slice(4))).size).toBe(1)
})

test('what fails for another reason is not tried again', async () => {
  let runs = 0
  const failing = inTransaction(async (tx) => {
    runs++
    await tx.$executeRaw`SELECT 1 / 0`
  })
  await expect(failing).rejects.toThrow(/division by zero/)
  expect(runs).toBe(1)
})

test('twenty saves that wait for one hold one connection, and are made in their order', async () => {
  let end: () => void = () => undefined
  const held = new Promise<void>((resolve) => (end = resolve))
  // Another process is saving.
  const other = inTransaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(7417001)`
    await held
  })
  const order: number[] = []
  const saves = Array.from({ length: 20 }, (_, place) =>
    inSavingTransaction((tx) => tx.$queryRaw`SELECT 1`.then(() => order.push(place))),
  )
  const waiting = () => database.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
  await vi.waitFor(async () => expect(await waiting()).toEqual([{ count: 1 }]))
  expect(await Promise.all(Array.from({ length: 5 }, () => database.$queryRaw`SELECT 1 AS alive`))).toHaveLength(5)
  expect(await waiting()).toEqual([{ count: 1 }])
  end()
  await Promise.all([other, ...saves])
  expect(order).toEqual(Array.from({ length: 20 }, (_, place) => place))
})

test('a save that fails does not hold up the next one', async () => {
  const failing = inSavingTransaction(() => Promise.reject(new Error('no')))
  const next = inSavingTransaction((tx) => tx.$queryRaw`SELECT 1 AS one`)
  await expect(failing).rejects.toThrow('no')
  expect(await next).toEqual([{ one: 1 }])
})

test('what was removed while it was being changed is a conflict that a person understands, and nothing of it is stored', async () => {
  const user = await database.user.create({ data: { name: 'Maya' } })
  const saving = inTransaction(async (tx) => {
    await tx.user.findUniqueOrThrow({ where: { id: user.id } })
    await database.user.delete({ where: { id: user.id } })
    await tx.user.create({ data: { name: 'Half of it' } })
    await tx.user.update({ where: { id: user.id }, data: { name: 'Sam' } })
  })
  await expect(saving).rejects.toMatchObject({ code: 'conflict' })
  const belonging = inTransaction((tx) =>
    tx.savedView.create({
      data: { userId: user.id, name: 'Mine', query: 'mine=true', page: '/action-items', position: 0 },
    }),
  )
  await expect(belonging).rejects.toMatchObject({ code: 'conflict' })
  expect(await database.user.count({ where: { name: 'Half of it' } })).toBe(0)
})
