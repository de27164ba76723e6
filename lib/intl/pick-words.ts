type Tree = { readonly [name: string]: unknown }

/** The parts of `words` that are named ("incident.table"), with what is above them. What is not there is left out. */
export function pickWords(words: Tree, names: readonly string[]): Tree {
  const picked: Record<string, unknown> = {}
  for (const name of names) {
    let from: unknown = words
    let to = picked
    const path = name.split('.')
    for (const [index, step] of path.entries()) {
      from = isTree(from) ? from[step] : undefined
      if (from === undefined) break
      if (index === path.length - 1) to[step] = from
      else to = (to[step] ??= {}) as Record<string, unknown>
    }
  }
  return picked
}

/** Both trees in one; what both name is that of the second. */
export function joinWords(first: Tree, second: Tree): Tree {
  const joined: Record<string, unknown> = { ...first }
  for (const [name, value] of Object.entries(second)) {
    const before = joined[name]
    joined[name] = isTree(before) && isTree(value) ? joinWords(before, value) : value
  }
  return joined
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)
