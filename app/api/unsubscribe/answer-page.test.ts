import { expect, test, vi } from 'vitest'
import { answerPage } from './answer-page'

vi.stubEnv('BASE_URL', 'http://localhost:3000')
vi.stubEnv('AUTH_SECRET', 'only-for-a-test-0123456789')

const asked = (locale: string) =>
  new Request('http://localhost:3000/api/unsubscribe', { headers: { 'accept-language': locale } })
const SETTINGS = 'http://localhost:3000/settings/reminders'

test.each([
  ['en', 'Switch off the weekly digest by mail?', 'Switch off'],
  ['de', 'Die Wochenübersicht per E-Mail abschalten?', 'Abschalten'],
  ['ru', 'Отключить сводку за неделю по почте?', 'Отключить'],
])('in %s the page asks before it switches mails off', async (locale, title, button) => {
  const page = await answerPage(asked(locale), { state: 'asked', what: 'digest' }).text()
  expect(page).toContain(`<html lang="${locale}">`)
  expect(page).toContain(`<h1>${title}</h1>`)
  expect(page).toContain(`<button>${button}</button>`)
  expect(page).toContain(`<a href="${SETTINGS}">`)
})

test('a link that is not known is answered 404 with where to switch mails off', async () => {
  const answer = answerPage(asked('de'), { state: 'unknown' })
  expect(answer.status).toBe(404)
  expect(await answer.text()).toContain(
    `E-Mails schalten Sie unter <a href="${SETTINGS}">Einstellungen, Erinnerungen</a> ab.`,
  )
})
