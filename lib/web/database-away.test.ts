import { expect, test } from 'vitest'
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { isDatabaseAway } from './database-away'

async function failureOf(work: PromiseLike<unknown>): Promise<unknown> {
  try {
    await work
    return 'no failure'
  } catch (error) {
    return error
  }
}

test('a server that nobody reaches is told from other failures', async () => {
  // Unit tests have no DATABASE_URL: every query meets a port where nothing listens.
  expect(isDatabaseAway(await failureOf(database.user.count()))).toBe(true)
  expect(isDatabaseAway(await failureOf(database.$queryRaw`SELECT 1`))).toBe(true)
  expect(isDatabaseAway(await failureOf(database.$transaction((tx) => tx.user.count())))).toBe(true)
  expect(isDatabaseAway(new AppError('not_found', 'gone'))).toBe(false)
  expect(isDatabaseAway(new TypeError('x is not a function'))).toBe(false)
})

test.each(['28P01', '57P01', '57P03', '53300'])(
  'a raw query that could not be asked (%s) means that the database is away',
  (code) => {
    const error = Object.assign(new Error(`Raw query failed. Code: \`${code}\`. Message: \`refused\``), {
      code: 'P2010',
    })
    expect(isDatabaseAway(error)).toBe(true)
  },
)

test('a raw query that is wrong does not', () => {
  const error = Object.assign(new Error('Raw query failed. Code: `42703`. Message: `no such column`'), {
    code: 'P2010',
  })
  expect(isDatabaseAway(error)).toBe(false)
})
