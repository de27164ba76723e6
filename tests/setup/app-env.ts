import fs from 'node:fs'
import path from 'node:path'
import { root } from '../../scripts/programs.mjs'

/** Environment of the application under test on a database and a port of its own. */
export function appEnv(databaseUrl: string, port: number): Record<string, string> {
  const data = path.join(root, 'tests/output/data')
  fs.mkdirSync(data, { recursive: true })
  return {
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: 'only-for-browser-tests-0123456789',
    BASE_URL: `http://localhost:${port}`,
    PORT: String(port),
    HINDSIGHT_DATA: data,
  }
}
