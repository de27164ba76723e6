import type { Person } from '@/lib/schema/stage'

type Named = { id: string; name: string | null; email: string | null }

/**
 * What follows the `@` for each person: the name in small letters with hyphens ("Maya Chen" is `maya-chen`); where several are called the
 * same, or a name is missing, what stands before the @ of the address; where that is taken too, with a number. In the order given.
 */
export function nameHandles(people: readonly Named[]): Person[] {
  const wanted = people.map(({ name }) => handleOf(name ?? ''))
  const taken = new Set<string>()
  return people.map(({ id, name, email }, index) => {
    const own = wanted[index] ?? ''
    const isAlone = own !== '' && wanted.filter((one) => one === own).length === 1
    const local = handleOf(email?.split('@')[0] ?? '') || 'somebody'
    let handle = isAlone ? own : local
    for (let number = 2; taken.has(handle); number++) handle = `${isAlone ? own : local}-${number}`
    taken.add(handle)
    return { id, name: name ?? email?.split('@')[0] ?? 'Somebody', handle }
  })
}

function handleOf(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}._]+/gu, '-')
    .replaceAll(/^[-._]+|[-._]+$/g, '')
    .slice(0, 60)
}

/** An `@` that begins a word, and the handle behind it. */
const MENTION = /(?<![\p{L}\p{N}_@/.-])@(?<handle>[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}._-]{0,70})/gu

/** The people whom a text in Markdown names with `@handle`, each once, in its order. Code is not read. */
export function findMentioned(text: string, people: readonly Person[]): Person[] {
  const byHandle = new Map(people.map((person) => [person.handle, person]))
  const found = new Set<Person>()
  for (const { groups } of withoutCode(text).matchAll(MENTION)) {
    const handle = (groups?.['handle'] ?? '').toLowerCase()
    const person = byHandle.get(handle) ?? byHandle.get(handle.replace(/[-._]+$/, ''))
    if (person) found.add(person)
  }
  return [...found]
}

/** Fenced blocks and what stands between backticks. */
function withoutCode(text: string): string {
  const parts = text.split('```')
  const plain = parts.filter((_, index) => index % 2 === 0)
  return plain
    .map((part) =>
      part
        .split('\n')
        .map((line) =>
          line
            .split('`')
            .filter((_, index, all) => index % 2 === 0 || index === all.length - 1)
            .join(' '),
        )
        .join('\n'),
    )
    .join('\n')
}

/** The handle that is being written right before `caret`, without its `@`; null when none is. */
export function handleBefore(text: string, caret: number): { from: number; typed: string } | null {
  const before = text.slice(Math.max(0, caret - 72), caret)
  const found = /(?<![\p{L}\p{N}_@/.-])@(?<typed>[\p{L}\p{M}\p{N}._-]{0,70})$/u.exec(before)
  if (!found?.groups) return null
  const typed = found.groups['typed'] ?? ''
  return { from: caret - typed.length - 1, typed }
}
