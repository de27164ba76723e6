/** Names that are looked for within texts, found by their first two characters: a thousand names cost no more than ten. */
export class NameIndex<T> {
  private readonly byStart = new Map<number, { name: string; value: T; rank: number }[]>()

  /** `names` have two characters at least and are given in the order in which they count. */
  constructor(names: readonly (readonly [name: string, value: T])[]) {
    names.forEach(([name, value], rank) => {
      const start = startAt(name, 0)
      const alike = this.byStart.get(start)
      if (alike) alike.push({ name, value, rank })
      else this.byStart.set(start, [{ name, value, rank }])
    })
  }

  /** The names that stand in `text`, each with its first place there, in the order in which they count. */
  within(text: string): { name: string; value: T; at: number }[] {
    const found = new Map<string, { name: string; value: T; rank: number; at: number }>()
    for (let at = 0; at + 1 < text.length; at++)
      for (const known of this.byStart.get(startAt(text, at)) ?? [])
        if (text.startsWith(known.name, at) && !found.has(known.name)) found.set(known.name, { ...known, at })
    return [...found.values()].sort((a, b) => a.rank - b.rank)
  }
}

/** Two characters as one number, which is found faster than a text. */
function startAt(text: string, at: number): number {
  return text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1)
}
