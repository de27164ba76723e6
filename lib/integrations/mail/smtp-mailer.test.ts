import { afterEach, beforeEach, expect, test } from 'vitest'
import { MailServer } from '@/tests/factories/mail-server'
import { invitationMail } from './invitation-mail'
import { signInMail } from './sign-in-mail'
import { createSmtpMailer, requiresTls } from './smtp-mailer'

let server: MailServer
beforeEach(async () => {
  server = await MailServer.start()
})
afterEach(() => server.stop())

const from = 'Hindsight <hindsight@works.example>'
const link = 'https://hindsight.works.example/sign-in/mail?token=abc&callbackUrl=%2Fskills'

test('a sign-in mail says the same in text and in HTML, and its link survives the way', async () => {
  const received = server.next()
  await createSmtpMailer({ url: server.url, from }).send(signInMail({ to: 'maya@works.example', link, minutes: 15 }))
  const mail = await received
  expect(mail.to).toBe('maya@works.example')
  expect(mail.links.length).toBeGreaterThanOrEqual(3)
  expect(new Set(mail.links)).toEqual(new Set([link]))
  expect(mail.raw).toContain('Subject: Sign in to Hindsight (hindsight.works.example)')
  expect(mail.raw.match(/works once, within 15 minutes/g)).toHaveLength(2)
  expect(mail.raw).not.toMatch(/<img|<script|<link/i)
})

test('an invitation says who invites, and a name of markup stays a name', async () => {
  const received = server.next()
  const mail = invitationMail({ to: 'sam@works.example', link, by: 'Maya <b>Lin</b>', days: 7 })
  await createSmtpMailer({ url: server.url, from }).send(mail)
  const { to, links, raw } = await received
  expect([to, new Set(links)]).toEqual(['sam@works.example', new Set([link])])
  expect(mail.text).toContain('Maya <b>Lin</b> invites you')
  expect(mail.html).not.toContain('<b>')
  expect(raw.match(/works once, within 7 days/g)).toHaveLength(2)
})

test('an address cannot add recipients or headers', async () => {
  const received = server.next()
  const to = 'maya@works.example'
  const mail = { ...signInMail({ to, link, minutes: 15 }), subject: 'Hello\r\nBcc: eve@evil.example' }
  await createSmtpMailer({ url: server.url, from }).send(mail)
  expect((await received).raw).not.toMatch(/^Bcc:/im)
})

test('a mail server that is away is unavailable', async () => {
  const mailer = createSmtpMailer({ url: server.url, from })
  await expect(mailer.check()).resolves.toBeUndefined()
  const away = createSmtpMailer({ url: 'smtp://127.0.0.1:1', from })
  await expect(away.check()).rejects.toMatchObject({ code: 'unavailable' })
  const mail = signInMail({ to: 'maya@works.example', link, minutes: 15 })
  await expect(away.send(mail)).rejects.toMatchObject({ code: 'unavailable' })
})

test('a mail server elsewhere must speak TLS, unless told otherwise', () => {
  const needs = (url: string) => requiresTls(new URL(url))
  expect(['smtp://mail.example.org', 'smtp://10.0.0.4:25', 'smtp://localhost.evil.example'].map(needs)).toEqual([
    true,
    true,
    true,
  ])
  expect(['smtp://localhost', 'smtp://127.0.0.1:1025', 'smtp://relay:25?requireTLS=false'].map(needs)).toEqual([
    false,
    false,
    false,
  ])
})
