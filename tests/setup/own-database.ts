// Runs before each *.db.test.ts file: gives it a database of its own through DATABASE_URL, as in production.
import { afterAll, inject } from 'vitest'
import { cloneDatabase } from './clone-database'

const database = await cloneDatabase(inject('postgresUrl'))
process.env.DATABASE_URL = database.url

afterAll(() => database.drop())
