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

test.each(['28P01', '57P01', '57P03', '53300', '53100', '25006', '57014', '08006'])(
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

test.each([
  'timeout exceeded when trying to connect',
  'Connection ended unexpectedly',
  'Client has encountered a connection error and is not queryable',
  'read EPIPE',
  'getaddrinfo EAI_AGAIN db',
  // Of a raw query whose server is killed under it.
  'Raw query failed. Code: `N/A`. Message: `Server has closed the connection.`',
])('a pool without a free connection and a connection that broke are the same: %s', (message) => {
  expect(isDatabaseAway(new Error(message))).toBe(true)
})

test('a disk of the database that is full is told by its code, however Prisma wraps it', () => {
  const driverAdapterError = { name: 'DriverAdapterError', cause: { originalCode: '53100', kind: 'postgres' } }
  expect(isDatabaseAway(Object.assign(new Error('failed'), { code: 'P2039', meta: { driverAdapterError } }))).toBe(true)
  const wrong = { name: 'DriverAdapterError', cause: { originalCode: '23514', kind: 'postgres' } }
  expect(
    isDatabaseAway(Object.assign(new Error('failed'), { code: 'P2039', meta: { driverAdapterError: wrong } })),
  ).toBe(false)
})
