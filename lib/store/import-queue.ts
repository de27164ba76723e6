import type { Transaction } from './transaction'

/** The task of the queue that imports; its payload is `{ importId }`. */
export const IMPORT_TASK = 'import'

/** Wakes a worker up for an import. A job that waits for the same import already is enough. */
export async function addImportJob(tx: Transaction, importId: string): Promise<void> {
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(
      ${IMPORT_TASK}, json_build_object('importId', ${importId}::text), job_key := 'import:' || ${importId}::text,
      max_attempts := 3)`
}
