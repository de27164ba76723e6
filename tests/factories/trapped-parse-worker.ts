import { parentPort } from 'node:worker_threads'
import { countDocuments } from '@/lib/import/count-documents'
import { readPiece, serveParsing } from '@/lib/import/serve-parsing'
import { cutSource, type SourcePiece } from '@/lib/import/source-pieces'

/* A thread of the import that really hangs, ends and runs out of memory: at texts that say so. */

function fall(text: string, trap: string): void {
  const hoard: number[][] = []
  while (text.includes(`trap: ${trap}`)) {
    if (trap === 'exit') process.exit(3)
    if (trap === 'memory') hoard.push(Array.from({ length: 100_000 }, (_, number) => number + hoard.length))
  }
}

if (!parentPort) throw new Error('This runs as a thread.')
serveParsing(parentPort, {
  count(source) {
    fall(new TextDecoder().decode(source.bytes), 'count')
    return countDocuments(source)
  },
  *cut(input) {
    let count = 0
    for (const piece of cutSource(input)) {
      if (count++ === 2) fall(new TextDecoder().decode(input.bytes), 'cut')
      yield piece
    }
  },
  read(piece: SourcePiece, cues) {
    for (const trap of ['endless', 'exit', 'memory']) fall(piece.source.text, trap)
    return readPiece(piece, cues)
  },
})
