import { expect, test } from 'vitest'
import { parseEnv } from './env'

test('nothing set gives the defaults, also for empty strings', () => {
  const env = parseEnv({ PORT: '', BASE_URL: '', DATABASE_URL: '' })
  expect(env).toMatchObject({
    PORT: 3000,
    HINDSIGHT_DATA: '.data',
    AUTH_SECRET: [],
    DATABASE_URL: undefined,
    baseUrl: 'http://localhost:3000',
  })
})

test('secrets come newest first', () => {
  const [newer, older] = ['n'.repeat(32), 'o'.repeat(32)]
  expect(parseEnv({ AUTH_SECRET: ` ${newer} , ${older},` }).AUTH_SECRET).toEqual([newer, older])
})

test('the message names each variable at fault and shows no value', () => {
  const broken = { PORT: '70000', DATABASE_URL: 'mysql://root:pass@db/x', AUTH_SECRET: 'short' }
  expect(() => parseEnv(broken)).toThrow(/PORT[^]*DATABASE_URL[^]*AUTH_SECRET/)
  expect(() => parseEnv(broken)).not.toThrow(/root:pass|short\b/)
})

test('the base address has no slash at its end', () => {
  expect(parseEnv({ BASE_URL: 'https://hindsight.example.com/' }).baseUrl).toBe('https://hindsight.example.com')
})
