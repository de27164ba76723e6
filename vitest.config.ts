import path from 'node:path'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const resolve = {
  alias: {
    '@': path.resolve(import.meta.dirname),
    // The package throws outside a React server; under test there is none to guard against.
    'server-only': path.resolve(import.meta.dirname, 'tests/setup/server-only.ts'),
    // The same, of what knows the reader's language there.
    'next-intl/server': path.resolve(import.meta.dirname, 'tests/setup/next-intl-server.ts'),
  },
}
const exclude = ['**/node_modules/**', '.next/**', '.data/**']
// Two files at a time, also on two cores: most of them wait for a database, a browser or a process of their own.
const maxWorkers = 2

const projects: TestProjectInlineConfiguration[] = [
  {
    resolve,
    test: {
      name: 'unit',
      include: ['**/*.test.{ts,tsx}'],
      exclude: [...exclude, '**/*.db.test.ts'],
      maxWorkers,
      testTimeout: 30_000,
    },
  },
  {
    resolve,
    test: {
      name: 'db',
      include: ['**/*.db.test.ts'],
      exclude,
      pool: 'forks',
      maxWorkers,
      globalSetup: 'tests/setup/postgres.ts',
      setupFiles: 'tests/setup/own-database.ts',
      // It imports `next/server` without an ending, which Node itself does not find.
      server: { deps: { inline: ['next-auth'] } },
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  },
  {
    resolve,
    test: {
      name: 'e2e',
      include: ['tests/e2e/**/*.e2e.ts'],
      pool: 'forks',
      maxWorkers,
      globalSetup: 'tests/setup/running-app.ts',
      // A page that two browsers, two servers and a database share two cores with may take a while to follow.
      expect: { poll: { timeout: 15_000 } },
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  },
  {
    resolve,
    test: {
      name: 'faults',
      include: ['tests/faults/**/*.fault.ts'],
      pool: 'forks',
      maxWorkers: 1,
      globalSetup: 'tests/setup/built-app.ts',
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  },
]

export default defineConfig({ test: { projects } })
