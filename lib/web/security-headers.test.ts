import { expect, test } from 'vitest'
import { contentSecurityPolicy, DATA_POLICY } from './security-headers'

const policy = (more: Partial<Parameters<typeof contentSecurityPolicy>[0]> = {}) =>
  contentSecurityPolicy({ nonce: 'bm9uY2U=', secure: true, development: false, ...more })

test('scripts run by nonce alone, and nothing evaluates text outside development', () => {
  expect(policy()).toContain("script-src 'nonce-bm9uY2U=' 'strict-dynamic';")
  expect(policy()).toContain("script-src-attr 'none'")
  expect(policy()).not.toContain('unsafe-eval')
  expect(policy({ development: true })).toContain("'unsafe-eval'")
})

test('forms lead to this site, and on the sign-in page to the provider', () => {
  expect(policy()).toContain("form-action 'self';")
  expect(policy({ formTargets: ['https://id.example'] })).toContain("form-action 'self' https://id.example")
})

test('where the site is reached by https everything is', () => {
  expect(policy()).toContain('upgrade-insecure-requests')
  expect(policy({ secure: false })).not.toContain('upgrade-insecure-requests')
})

test('data does nothing as a page', () => {
  expect(DATA_POLICY).toMatch(/^default-src 'none'.*sandbox$/)
})
