import { parentPort } from 'node:worker_threads'
import { serveParsing } from './serve-parsing'

/* What a thread of the import runs, see `parse-thread.ts`. */
if (!parentPort) throw new Error('This runs as a thread of the import.')
serveParsing(parentPort)
