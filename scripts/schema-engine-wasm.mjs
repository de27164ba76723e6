// Prisma's schema engine as WebAssembly: the native one is a download, which an offline machine cannot make.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'

/** The last panic of the engine, which it reports through this hook instead of an exception. @type {{ message: string | null }} */
export const panic = { message: null }

/** @type {Promise<typeof engine> | undefined} */
let loading

/** @returns {Promise<typeof engine>} the engine's module, instantiated once a process */
export function loadEngine() {
  return (loading ??= instantiate())
}

async function instantiate() {
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      /** @param {string} message */
      set_message(message) {
        panic.message = message
      },
    },
  })
  const require = createRequire(import.meta.url)
  const file = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/\.js$/, '.wasm')
  const { instance } = await WebAssembly.instantiate(fs.readFileSync(file), { './schema_engine_bg.js': { ...engine } })
  engine.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start === 'function') start()
  return engine
}
