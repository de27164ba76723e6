// The interface in German and Russian: every page says what it says in the reader's language, and nothing is cut by longer words.
import { expect, test } from 'vitest'
import en from '@/words/en'
import { expectAccessible, expectNoSidewaysScroll, useApp } from './app'
import { PAGES } from './pages'

const app = useApp()

function namesOf(words: object, above = ''): string[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? namesOf(value, `${above}${key}.`) : [`${above}${key}`],
  )
}

/** What stands on a page in place of words that it was not given: their name. */
const NAMES = new Set(namesOf(en))

test.each([
  { locale: 'de-DE', lang: 'de' },
  { locale: 'ru-RU', lang: 'ru' },
] as const)(
  'every page has its words in $lang and fits a telephone',
  { timeout: 400_000 },
  async ({ locale, lang }) => {
    const page = await app.open('/', { locale, width: 'narrow' })
    const odd: string[] = []
    for (const pathname of PAGES) {
      await page.goto(`${app.url}${pathname}`)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      expect(await page.locator('html').getAttribute('lang')).toBe(lang)
      await expectNoSidewaysScroll(page)
      // Fields of the API are called as some of the words are; they are written as code.
      const text = await page.evaluate(() => {
        for (const code of document.querySelectorAll('code, .font-mono')) code.remove()
        return document.body.innerText
      })
      const missing = text.split(/\s+/).filter((word) => NAMES.has(word))
      if (missing.length > 0) odd.push(`${pathname}: ${missing.join(' ')}`)
    }
    expect(odd).toEqual([])
  },
)

test('somebody chooses their language in the menu of their account, and keeps it', async () => {
  const page = await app.open('/incidents')
  await page.getByRole('button', { name: /^Account: / }).click()
  await page.getByRole('menuitem', { name: 'Deutsch' }).click()
  await page.getByRole('heading', { level: 1, name: 'Vorfälle' }).waitFor()
  expect(await page.title()).toBe('Vorfälle · Hindsight')
  await page.goto(`${app.url}/action-items`)
  await page.getByRole('heading', { level: 1, name: 'Maßnahmen' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Konto: / }).click()
  await page.getByRole('menuitem', { name: 'English' }).click()
  await page.getByRole('heading', { level: 1, name: 'Action items' }).waitFor()
})

test('before anybody has signed in, the page speaks as the browser asks', async () => {
  const page = await app.open('/sign-in', { anonymous: true, locale: 'ru-RU' })
  expect(await page.locator('html').getAttribute('lang')).toBe('ru')
  await expectAccessible(page)
})
