// Once a run of the fault tests: the built application, and a Postgres whose databases they clone.
import type { TestProject } from 'vitest/node'
import { build, generate } from '../../scripts/prepare.mjs'
import startTestPostgres from './postgres'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await generate()
  await build()
  return startTestPostgres(project)
}
