/** Names of the files of one import, no two of them the same: lines name their file by it. */
export class FileNames {
  private readonly taken = new Set<string>()
  /** The number that the next copy of a name is tried with: counted from the start each time, many copies would take quadratic time. */
  private readonly next = new Map<string, number>()

  /** The name itself, or with the number of a copy behind it when it is taken. */
  take(wanted: string): string {
    let name = wanted
    let copy = this.next.get(wanted) ?? 2
    while (this.taken.has(name)) name = `${wanted} (${copy++})`
    this.next.set(wanted, copy)
    this.taken.add(name)
    return name
  }
}
