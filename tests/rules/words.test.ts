import fs from 'node:fs'
import path from 'node:path'
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { expect, test } from 'vitest'
import { LOCALES, type Locale } from '@/lib/schema/locale'
import { clientWords } from '@/scripts/client-words.mjs'
import { PLURALS, pluralsOf } from './messages'
import { listSpeakers, untranslatedIn } from './untranslated'

const root = path.resolve(import.meta.dirname, '../..')

/** What a source says that is no text of the interface: a sample that is typed in, a key of the keyboard, a name. */
const NO_TEXT: Record<string, string[]> = {
  'app/api-reference/schemas/page.tsx': ['schemas'],
  // Stored with the proposal, for readers of any language.
  'app/draft-skill/actions.ts': ['Drafted from x'],
  // Only requests made by hand are told so.
  'app/import/actions.ts': ['Send a form with the document.'],
  'components/import/draft-field.tsx': ['unknown', 'none'],
  // Stored as the name of what was pasted.
  'components/import/import-workbench.tsx': ['pasted text'],
  'components/import/source-choice.ts': ['pasted text'],
  'app/sign-in/page.tsx': ['npm run up'],
  'components/settings/reminder-form.tsx': ['Europe/Berlin'],
  'components/skill/skill-editor-rows.tsx': ['textarea, input'],
  'components/skill/skill-editor-steps.tsx': ['bash'],
}

type Leaf = { name: string; text: string }

function leavesOf(value: unknown, name: string): Leaf[] {
  if (typeof value === 'string') return [{ name, text: value }]
  return Object.entries(value as object).flatMap(([key, inner]) => leavesOf(inner, `${name}.${key}`))
}

const filesOf = (locale: Locale) =>
  fs
    .readdirSync(path.join(root, 'words', locale), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()

const wordsOf = (locale: Locale) =>
  filesOf(locale).flatMap((file) =>
    leavesOf(JSON.parse(fs.readFileSync(path.join(root, 'words', locale, file), 'utf8')), file.replace('.json', '')),
  )

/** Names of what a message is given: values with their kind, and tags. */
function asksFor(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        return []
      case TYPE.tag:
        return [`<${element.value}>`, ...asksFor(element.children)]
      case TYPE.plural:
      case TYPE.select:
        return [element.value, ...Object.values(element.options).flatMap(({ value }) => asksFor(value))]
      default:
        return [element.value]
    }
  })
}

const unique = (names: readonly string[]) => [...new Set(names)].sort()
const english = new Map(wordsOf('en').map(({ name, text }) => [name, text]))

test.each(LOCALES)('what is said in English is said in %s, and nothing else', (locale) => {
  expect(filesOf(locale)).toEqual(filesOf('en'))
  expect(
    wordsOf(locale)
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...english.keys()].sort())
})

test.each(LOCALES)(
  'each message in %s can be read, says something, and is given what the English one is given',
  (locale) => {
    const odd = wordsOf(locale).filter(({ name, text }) => {
      const wanted = unique(asksFor(parse(english.get(name) ?? '')))
      return text.trim() === '' || String(unique(asksFor(parse(text)))) !== String(wanted)
    })
    expect(odd).toEqual([])
  },
)

test.each(LOCALES)('a count in %s has every form that its grammar has', (locale) => {
  const short = wordsOf(locale).filter(({ text }) =>
    pluralsOf(parse(text)).some((forms) => !PLURALS[locale].every((form) => forms.includes(form))),
  )
  expect(short).toEqual([])
})

test('a page carries the words that its components say in the browser: `npm run words` writes the list', () => {
  expect(JSON.parse(fs.readFileSync(path.join(root, 'lib/intl/client-words.json'), 'utf8'))).toEqual(clientWords())
})

test('no component and no page says anything that it has not asked for in the reader’s language', () => {
  const said = ['components', 'app']
    .flatMap(listSpeakers)
    .flatMap(untranslatedIn)
    .filter(({ file, text }) => !NO_TEXT[file]?.includes(text))
  expect(said).toEqual([])
})

test('what is no text of the interface is still there', () => {
  for (const [file, texts] of Object.entries(NO_TEXT)) {
    expect(untranslatedIn(file).map(({ text }) => text)).toEqual(expect.arrayContaining(texts))
  }
})
