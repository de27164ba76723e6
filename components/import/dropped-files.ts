/** All files of a drop, folders opened; hidden files ("." first) are left out. Paths are relative to what was dropped. */
export async function readDroppedFiles(items: DataTransferItemList): Promise<{ path: string; file: File }[]> {
  // Entries must be taken before the first await: the browser empties the list after the event.
  // What comes from another program, as a picture from a chat, is a file without an entry.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? item.getAsFile() ?? [])
  const found: { path: string; file: File }[] = []
  for (const entry of entries) {
    if (entry instanceof File) found.push({ path: entry.name, file: entry })
    else await collect(entry, found)
  }
  return found
}

async function collect(entry: FileSystemEntry, found: { path: string; file: File }[]): Promise<void> {
  if (entry.name.startsWith('.')) return
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
    found.push({ path: entry.fullPath.replace(/^\//, ''), file })
  } else if (isDirectory(entry)) {
    for (const child of await listDirectory(entry)) await collect(child, found)
  }
}

/** A reader gives at most 100 entries at a time, and an empty list at the end. */
async function listDirectory(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return all
    all.push(...some)
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
