import { expect, test } from 'vitest'
import { parseEnv } from '@/lib/env'
import { isAllowedDomain, knownAddress } from './admission'

test('an address is kept in lower case; what is none, or has letters that change into others, is none', () => {
  expect(knownAddress('Maya.Works@Example.ORG')).toBe('maya.works@example.org')
  const none = ['', 'maya', 'maya@', '@example.org', 'ma ya@example.org', 'a@example.org,b@example.org', null, 7, {}]
  expect([...none, '\u212Aim@example.org', 'm\u0131ke@example.org'].map(knownAddress)).toEqual(
    Array.from({ length: 11 }, () => null),
  )
})

test('a domain is allowed as a whole: neither its subdomains nor what ends or begins like it', () => {
  const domains = parseEnv({ ALLOWED_EMAIL_DOMAINS: 'Example.org, @works.example' }).ALLOWED_EMAIL_DOMAINS
  expect(isAllowedDomain('maya@example.org', domains)).toBe(true)
  expect(isAllowedDomain('maya@works.example', domains)).toBe(true)
  for (const domain of ['sub.example.org', 'notexample.org', 'example.org.evil.example', 'org', 'example.or']) {
    expect(isAllowedDomain(`maya@${domain}`, domains), domain).toBe(false)
  }
})

test('nobody is allowed by domain unless one is configured', () => {
  expect(isAllowedDomain('maya@example.org', parseEnv({}).ALLOWED_EMAIL_DOMAINS)).toBe(false)
})

test('an issuer must be https, unless it is on this machine', () => {
  const client = { OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' }
  expect(() => parseEnv({ ...client, OIDC_ISSUER: 'http://sso.example.org' })).toThrow('OIDC_ISSUER: must be https://')
  expect(() => parseEnv({ ...client, OIDC_ISSUER: 'http://localhost.example.org' })).toThrow('OIDC_ISSUER')
  expect(() => parseEnv({ ...client, OIDC_ISSUER: 'http://127.0.0.1.example.org' })).toThrow('OIDC_ISSUER')
  expect(parseEnv({ ...client, OIDC_ISSUER: 'https://sso.example.org' }).OIDC_ISSUER).toBe('https://sso.example.org')
  expect(parseEnv({ ...client, OIDC_ISSUER: 'http://localhost:8080' }).OIDC_CLIENT_ID).toBe('a')
})

test('half of a way to sign in is refused at the start, by name', () => {
  expect(() => parseEnv({ GITHUB_CLIENT_ID: 'a' })).toThrow('GITHUB_CLIENT_SECRET: is needed beside GITHUB_CLIENT_ID')
  expect(() => parseEnv({ SMTP_URL: 'smtp://mail.example.org' })).toThrow('MAIL_FROM: is needed beside SMTP_URL')
  expect(() => parseEnv({ SLACK_CLIENT_SECRET: 'a' })).toThrow('SLACK_CLIENT_ID')
  expect(() => parseEnv({ MAIL_FROM: 'Hindsight <h@example.org>\r\nBcc: x@evil.example' })).toThrow('MAIL_FROM')
})
