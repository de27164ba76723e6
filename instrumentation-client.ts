// Next runs this in the browser before anything else. Where it can, zod compiles what it checks with; our policy forbids that, and
// each attempt would be reported like an attack. It reads this when a schema is made.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
