// The pictures of `docs/screens`, taken of the sample data: in both themes, on a wide screen and a telephone, in each language of the
// interface. `UPDATE_SCREENS=1` writes them; otherwise this proves that the pages they show can be taken.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { useApp, type OpenOptions } from './app'

const app = useApp()
const folder = path.resolve(import.meta.dirname, '../../docs/screens')
const update = process.env.UPDATE_SCREENS === '1'

/** As an alert says it whose skill is among the sample data. */
const ALERT = '401 rate is 12x the baseline since the signing key was rotated; restarting one pod helps'
const INCIDENT = '/incidents/2024-01-15-database-credentials-revoked'

/** `ready`: what is there when the page is drawn. */
type Screen = { name: string; pathname: string; ready?: string } & Required<
  Pick<OpenOptions, 'theme' | 'width' | 'locale'>
>

/** The two pages that most is read on, as everybody may see them. */
const everyWay: Screen[] = [
  { name: 'home', pathname: '/' },
  { name: 'incident', pathname: INCIDENT },
].flatMap(({ name, pathname }) =>
  (['en-GB', 'de-DE', 'ru-RU'] as const).flatMap((locale) =>
    (['wide', 'narrow'] as const).flatMap((width) =>
      (['light', 'dark'] as const).map((theme) => ({
        name: [name, locale.slice(0, 2), width, theme].join('-'),
        pathname,
        locale,
        width,
        theme,
      })),
    ),
  ),
)

/** What else there is, each page in each language, on both screens and in both themes, though not in all of their combinations. */
const inTurn: Screen[] = [
  { name: 'action-items', pathname: '/action-items' },
  { name: 'skill', pathname: '/skills/auth-jwks-rotation-spike' },
  { name: 'search', pathname: '/search?q=rotation' },
  { name: 'recognise', pathname: `/recognise?${new URLSearchParams({ text: ALERT })}` },
  { name: 'premortem', pathname: '/premortem' },
  { name: 'patterns', pathname: '/patterns' },
  { name: 'import', pathname: '/import' },
  { name: 'map', pathname: '/map', ready: 'canvas[data-ready]' },
].flatMap((page) =>
  (
    [
      ['en-GB', 'wide', 'light'],
      ['de-DE', 'narrow', 'dark'],
      ['de-DE', 'wide', 'light'],
      ['ru-RU', 'narrow', 'light'],
      ['ru-RU', 'wide', 'dark'],
    ] as const
  ).map(([locale, width, theme]) => ({
    ...page,
    name: [page.name, locale.slice(0, 2), width, theme].join('-'),
    locale,
    width,
    theme,
  })),
)

const screens = [...everyWay, ...inTurn]

test.each(screens)('$name', async ({ name, pathname, ready = 'h1', ...options }) => {
  const page = await app.open(pathname, options)
  await page.locator(ready).first().waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe(options.locale.slice(0, 2))
  const picture = await page.screenshot()
  expect(picture.length).toBeGreaterThan(20_000)
  if (!update) return
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(path.join(folder, `${name}.png`), picture)
})
