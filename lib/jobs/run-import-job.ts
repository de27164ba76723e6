import { can } from '@/lib/domain/permissions'
import { countAside } from '@/lib/import/count-aside'
import { importSources } from '@/lib/import/run-import'
import type { ImportLine } from '@/lib/schema/import'
import type { Viewer } from '@/lib/schema/viewer'
import {
  endImport,
  noteCurrent,
  noteProgress,
  noteTotal,
  resumeImport,
  type StartedImport,
} from '@/lib/store/import-jobs'
import { ImportEnded, importForbidden } from '@/lib/store/import-record'
import { QueuedRecord } from '@/lib/store/queued-record'
import { giveUpOn, readWaiting, type WaitingFile } from '@/lib/store/waiting-files'
import { takeLease } from './lease'

/** Finds who an import is run for, with the rights of now; null when there is nobody any more. */
export type ViewerFor = (
  started: Pick<StartedImport, 'id' | 'startedAt' | 'userId' | 'byName' | 'via' | 'tokenKind' | 'tokenId'>,
) => Promise<Viewer | null>

export type JobOptions = {
  viewerFor: ViewerFor
  /** Stops between two documents; the import goes on later. */ stop: AbortSignal
}

/**
 * Starts of an import at one file, each ended by the end of the process or of the database, before that file is given up. Documents are read
 * where they can end nothing else: restarts by people and machines are far likelier than a document that does it, and what was
 * accepted must outlive them.
 */
const TRIES = 25
/** Progress is noted this often, in milliseconds: more often than a page asks for it. */
const NOTE_EVERY = 400

/**
 * Runs an import to its end, from wherever it stands. Does nothing when another process is at it. May be killed at any point:
 * every document is stored in one transaction with its line, and the next run passes over what has its line.
 */
export async function runImportJob(importId: string, { viewerFor, stop }: JobOptions): Promise<void> {
  if (stop.aborted) return
  const lease = await takeLease(importId)
  if (!lease) return
  try {
    const started = await resumeImport(importId)
    if (!started) return
    const viewer = await viewerFor(started)
    if (!mayImport(viewer)) return await endForbidden(started)
    const mayGoOn = async () => mayImport(await viewerFor(started))
    const run = new ImportRun(started, viewer, mayGoOn, AbortSignal.any([stop, lease.lost]))
    await run.finish()
  } finally {
    await lease.release()
  }
}

const mayImport = (viewer: Viewer | null): viewer is Viewer => viewer !== null && can(viewer, 'write')

/** The right may come back, or have been taken by mistake: what was accepted is kept until somebody tries again, or undoes the import. */
async function endForbidden({ id, byName }: StartedImport): Promise<void> {
  await endImport(id, 'failed', { error: importForbidden({ name: byName }), keep: 'all' })
}

/** The path that the lines of a file have. */
const pathOf = ({ path }: Pick<WaitingFile, 'path'>): string => path ?? 'pasted text'

class ImportRun {
  private readonly record: QueuedRecord
  /** Places of the files by the path that their lines have. */
  private readonly places = new Map<string, number>()
  /** Files that failed for no fault of their own. */
  private readonly keep: number[] = []
  private notedAt = 0
  /** Whether it has ended before its last document because who started it may not import any more. */
  private isForbidden = false

  constructor(
    private readonly started: StartedImport,
    private readonly viewer: Viewer,
    private readonly mayGoOn: () => Promise<boolean>,
    private readonly stop: AbortSignal,
  ) {
    this.record = new QueuedRecord(viewer, started.via, started.id, started.share)
  }

  async finish(): Promise<void> {
    const { id, via } = this.started
    if (this.started.total === null && (await this.count()).cancelled) return endImport(id, 'cancelled')
    let cancelled = false
    const mayGoOn = async () => {
      this.isForbidden = !(await this.mayGoOn())
      return !this.isForbidden
    }
    try {
      for await (const line of importSources(this.viewer, this.files(), { via, record: this.record, mayGoOn })) {
        const place = this.placeOf(line)
        if (line.error?.code === 'unavailable' && !this.keep.includes(place)) this.keep.push(place)
        cancelled = await this.note(place)
        if (cancelled || this.stop.aborted) break
      }
    } catch (error) {
      if (!(error instanceof ImportEnded)) throw error
      // Unless it was cancelled, it was closed and perhaps begun anew by others, whose it is now.
      if (!(await noteProgress(id, -1, [])).cancelled) return
    }
    if (this.stop.aborted) return
    if (this.isForbidden && !cancelled) return endForbidden(this.started)
    cancelled ||= (await noteProgress(id, -1, [])).cancelled
    await endImport(id, cancelled ? 'cancelled' : 'finished', { keep: cancelled ? [] : this.keep })
  }

  /** Gives whether somebody has cancelled it meanwhile: of thousands of files that may be costly the count takes long, too. */
  private async count(): Promise<{ cancelled: boolean }> {
    const { id } = this.started
    let waiting = 0
    for await (const file of readWaiting(id)) {
      if (this.stop.aborted) return { cancelled: false }
      if (this.isTimeToNote()) {
        this.notedAt = Date.now()
        if ((await noteProgress(id, -1, [])).cancelled) return { cancelled: true }
      }
      const path = pathOf(file)
      // One that is to be given up is not read for this either.
      if (this.isToGiveUp(path)) {
        waiting++
        continue
      }
      if (this.started.attempts > 1) await noteCurrent(id, path)
      waiting += await countAside(file)
    }
    await noteTotal(id, waiting)
    return { cancelled: false }
  }

  private isToGiveUp(path: string): boolean {
    const { attempts, current } = this.started
    return attempts > TRIES && path === current
  }

  private async *files(): AsyncGenerator<WaitingFile> {
    const { id, attempts } = this.started
    for await (const { position, ...file } of readWaiting(id)) {
      if (this.stop.aborted) return
      const path = pathOf(file)
      if (this.isToGiveUp(path)) {
        await giveUpOn(id, path)
        this.keep.push(position)
        continue
      }
      this.places.set(path, position)
      if (attempts > 1 || this.isTimeToNote()) await noteCurrent(id, path)
      yield file
    }
  }

  /** The place of the file that a line is of; a line of a part has something after `#`. */
  private placeOf({ path }: ImportLine): number {
    return this.places.get(path) ?? this.places.get(path.slice(0, path.lastIndexOf('#'))) ?? -1
  }

  private isTimeToNote(): boolean {
    return Date.now() - this.notedAt >= NOTE_EVERY
  }

  /** Lines come in the order of the files: all before this one's have theirs. Gives whether the import is cancelled. */
  private async note(place: number): Promise<boolean> {
    if (!this.isTimeToNote()) return false
    this.notedAt = Date.now()
    await this.record.finish()
    const { cancelled } = await noteProgress(this.started.id, place, this.keep)
    return cancelled
  }
}
