// `npm test`: everything that is checked, in the order in which it fails fastest. Ends with `N passed, N failed`.
import fs from 'node:fs'
import path from 'node:path'
import { build, checkNode, findChromium, generate, install, installChromium, installPostgres } from './prepare.mjs'
import { execute, root, runModule, stopPrograms } from './programs.mjs'
import { giveUp, step } from './progress.mjs'

/** @typedef {{ passed: number, failed: number }} Tally */

const total = { passed: 0, failed: 0 }

/** @param {Tally} tally */
function count({ passed, failed }) {
  total.passed += passed
  total.failed += failed
}

/**
 * A check that passes or fails as a whole.
 * @param {string} name @param {() => Promise<{ code: number, output: string } | void>} work
 */
async function check(name, work) {
  try {
    await step(name, async () => {
      const done = await work()
      if (done && done.code !== 0) throw new Error(done.output.trimEnd())
    })
    count({ passed: 1, failed: 0 })
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    count({ passed: 0, failed: 1 })
  }
}

/** @param {string} bin @param {string[]} args */
const tool = (bin, args) => execute(process.execPath, [path.join(root, 'node_modules', bin), ...args])

/** @param {string} report file that vitest wrote @param {number} code its exit code @returns {Tally} */
function readReport(report, code) {
  if (!fs.existsSync(report)) return { passed: 0, failed: 1 }
  const { numPassedTests, numFailedTests } = JSON.parse(fs.readFileSync(report, 'utf8'))
  // A file that cannot be loaded has no tests to fail, and a leaked error belongs to none.
  return { passed: numPassedTests, failed: code === 0 ? numFailedTests : Math.max(1, numFailedTests) }
}

/** @param {string} name @param {string[]} projects of vitest.config.ts */
async function vitest(name, projects) {
  const report = path.join(root, `tests/output/${projects.join('-')}.json`)
  fs.rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = ['run', ...projects.flatMap((project) => ['--project', project]), ...reporters]
  console.log(`… ${name}`)
  const vitestBin = path.join(root, 'node_modules/vitest/vitest.mjs')
  const { code } = await execute(process.execPath, [vitestBin, ...args], { output: 'inherit' })
  count(readReport(report, code))
}

async function browserTests() {
  try {
    await installChromium()
    await build()
    count({ passed: 1, failed: 0 })
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    count({ passed: 0, failed: 1 })
    return
  }
  await vitest(`Browser tests in ${findChromium() ?? ''}`, ['e2e'])
}

for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    stopPrograms(signal)
    process.exit(1)
  })
}
try {
  checkNode()
  await install()
  await generate()
  await check('Format', () => tool('prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']))
  await check('Lint', () => tool('oxlint/bin/oxlint', ['--type-aware']))
  await check('Types', async () => {
    // Writes next-env.d.ts and the types of the routes, which a fresh clone does not have.
    await runModule('next/dist/bin/next', ['typegen'])
    return tool('typescript/bin/tsc', ['--noEmit'])
  })
  await vitest('Unit and database tests', ['unit', 'db'])
  await browserTests()
  await installPostgres()
  await vitest('Fault tests: kills, lost databases, changed passwords, upgrades', ['faults'])
  console.log(`${total.passed} passed, ${total.failed} failed`)
  process.exitCode = total.failed === 0 ? 0 : 1
} catch (error) {
  giveUp(error)
}
