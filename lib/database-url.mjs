// Where the database is. Plain JavaScript, because the scripts that migrate it run before anything is compiled.
import { readFileSync } from 'node:fs'

/** Where nothing listens: without DATABASE_URL a query fails at once instead of finding some other server by libpq's defaults. */
const NOWHERE = 'postgresql://unset@127.0.0.1:1/unset'

/**
 * The connection string for a connection that is made now. With DATABASE_PASSWORD_FILE the password is what the file says at this
 * moment, so that a password can be changed while connections are open. A file that cannot be read leaves that of DATABASE_URL.
 * @returns {string}
 */
export function databaseUrl() {
  const { DATABASE_URL: given, DATABASE_PASSWORD_FILE: file } = process.env
  if (!given) return NOWHERE
  if (!file) return given
  const url = new URL(given)
  try {
    url.password = encodeURIComponent(readFileSync(file, 'utf8').trim())
  } catch {
    return given
  }
  return url.href
}
