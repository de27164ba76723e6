// Runs before each *.db.test.ts file: gives it a database of its own through DATABASE_URL, as in production.
import { afterAll, inject } from 'vitest'
import { cloneDatabase } from './clone-database'

const database = await cloneDatabase(inject('postgresUrl'))
process.env.DATABASE_URL = database.url
// Vitest sets this to `/`, the base path of a Vite app; here it is the address of the site.
process.env.BASE_URL = ''

afterAll(async () => {
  // The client that lib/database.ts keeps, if the file under test has used it.
  const { hindsightDatabase } = globalThis as { hindsightDatabase?: { $disconnect: () => Promise<void> } }
  await hindsightDatabase?.$disconnect()
  await database.drop()
})
