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

test('a model needs an address, encrypted unless it is on this machine, and a name', () => {
  const local = { MODEL_BASE_URL: 'http://127.0.0.1:11434/v1', MODEL_NAME: 'qwen3' }
  expect(parseEnv(local)).toMatchObject(local)
  expect(parseEnv({ ...local, MODEL_BASE_URL: 'http://localhost:8000/v1' }).MODEL_NAME).toBe('qwen3')
  expect(parseEnv({ ...local, MODEL_BASE_URL: 'https://models.example.com/v1' }).MODEL_NAME).toBe('qwen3')
  expect(parseEnv({ MODEL_BASE_URL: '', MODEL_NAME: '' }).MODEL_NAME).toBeUndefined()
  expect(() => parseEnv({ MODEL_BASE_URL: local.MODEL_BASE_URL })).toThrow(/MODEL_NAME/)
  expect(() => parseEnv({ MODEL_NAME: 'qwen3' })).toThrow(/MODEL_BASE_URL/)
  expect(() => parseEnv({ ...local, MODEL_BASE_URL: 'http://models.example.com/v1' })).toThrow(/must be https/)
  expect(() => parseEnv({ ...local, MODEL_BASE_URL: 'ftp://localhost/v1' })).toThrow(/MODEL_BASE_URL/)
})

test('an endpoint may have a model for vectors alone; one that ranks needs it', () => {
  const local = { MODEL_BASE_URL: 'http://127.0.0.1:11434/v1', MODEL_EMBEDDING_NAME: 'bge-m3' }
  expect(parseEnv(local).MODEL_EMBEDDING_NAME).toBe('bge-m3')
  expect(parseEnv({ ...local, MODEL_RERANK_NAME: 'reranker' }).MODEL_RERANK_NAME).toBe('reranker')
  expect(() => parseEnv({ MODEL_EMBEDDING_NAME: 'bge-m3' })).toThrow(/MODEL_BASE_URL/)
  expect(() => parseEnv({ ...local, MODEL_EMBEDDING_NAME: '', MODEL_NAME: 'qwen3', MODEL_RERANK_NAME: 'r' })).toThrow(
    /MODEL_EMBEDDING_NAME/,
  )
})
