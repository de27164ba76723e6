import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '../..')

function listPages(folder: string): string[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => path.join(folder, name))
}

/** The opening tags of forms, to their end: a `>` outside of braces that ends no arrow. */
function listForms(source: string): string[] {
  return [...source.matchAll(/<form(?=\s|>)/g)].map(({ index }) => {
    let depth = 0
    for (let at = index; at < source.length; at++) {
      if (source[at] === '{') depth++
      if (source[at] === '}') depth--
      if (source[at] === '>' && depth === 0 && source[at - 1] !== '=') return source.slice(index, at)
    }
    return source.slice(index)
  })
}

test('every form says how it is sent: one that is sent before its script is there puts nothing into the address', () => {
  const forms = ['components', 'app'].flatMap(listPages).flatMap((file) => {
    const source = fs.readFileSync(path.join(root, file), 'utf8')
    return listForms(source).map((tag) => ({ file, tag }))
  })
  expect(forms.length).toBeGreaterThan(30)
  expect(forms.filter(({ tag }) => !/\s(?:action|method)=/.test(tag)).map(({ file }) => file)).toEqual([])
})
