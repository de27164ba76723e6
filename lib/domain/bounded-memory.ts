/** What is remembered under names, up to a size in all: the longest unused is forgotten first. */
export class BoundedMemory<V> {
  readonly #kept = new Map<string, { value: V; size: number }>()
  #size = 0

  /** @param most sizes of all that is kept together, in whatever unit they are given */
  constructor(private readonly most: number) {}

  /** What is kept under a name; undefined for nothing. */
  find(name: string): V | undefined {
    const found = this.#kept.get(name)
    if (!found) return undefined
    this.#kept.delete(name)
    this.#kept.set(name, found)
    return found.value
  }

  /** Keeps a value in the place of what was there. One that is larger than everything may be is not kept. */
  keep(name: string, value: V, size: number): void {
    this.forget(name)
    if (size > this.most) return
    this.#kept.set(name, { value, size })
    this.#size += size
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= this.most) break
      this.forget(oldest)
    }
  }

  forget(name: string): void {
    this.#size -= this.#kept.get(name)?.size ?? 0
    this.#kept.delete(name)
  }
}
