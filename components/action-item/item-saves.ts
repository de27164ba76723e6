import { fieldsOf, type ControlledItem, type ItemFields } from './controlled-item'

/** A change that is saved, and what takes it back. */
export type SavedChange = { item: ControlledItem; before: ItemFields; version: number }

export type ItemSaves = {
  /** Saves once the changes of the same item before it are through; null when it was refused. */
  inTurn: (item: ControlledItem, part: ItemFields, save: SaveChange) => Promise<SavedChange | null>
  /** The newest change of an item, once its turn is over; null when there is none or it was refused. */
  newest: (id: string) => Promise<SavedChange | null>
}

/** Saves a change of what the person saw in `version`. Gives the new version, null when it is refused. */
type SaveChange = (version: number) => Promise<number | null>

/**
 * The changes that one page makes. Somebody who changes an item twice in a row does so before the page is drawn anew: the second
 * change waits for the first and builds on it, else it would be refused as a change of something old.
 */
export function itemSaves(): ItemSaves {
  const lines = new Map<string, Promise<SavedChange | null>>()
  const own = new Map<string, { part: ItemFields; version: number }>()

  /** What this page has saved since the item was drawn, and the version that it is in now. */
  const sinceDrawn = (item: ControlledItem) => {
    const saved = own.get(item.id)
    return saved && saved.version > item.version ? saved : { part: {}, version: item.version }
  }
  // A turn that failed is over: it holds nobody up.
  const newest: ItemSaves['newest'] = (id) => (lines.get(id) ?? Promise.resolve(null)).catch(() => null)

  const inTurn: ItemSaves['inTurn'] = (item, part, save) => {
    const turn = newest(item.id).then(async () => {
      const since = sinceDrawn(item)
      const saved = await save(since.version)
      if (saved === null) return null
      own.set(item.id, { part: { ...since.part, ...part }, version: saved })
      const fields = { ...fieldsOf(item), ...since.part }
      const before = Object.fromEntries(Object.keys(part).map((field) => [field, fields[field as keyof ItemFields]]))
      return { item, before, version: saved }
    })
    lines.set(item.id, turn)
    return turn
  }
  return { inTurn, newest }
}
