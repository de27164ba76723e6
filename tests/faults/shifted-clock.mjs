// Loaded into an application before its own code: its clock is wrong by CLOCK_SHIFT milliseconds, or by what it is told later.
const Real = Date
let shift = Number(process.env.CLOCK_SHIFT ?? 0)
const now = () => Real.now() + shift

globalThis.Date = new Proxy(Real, {
  apply: () => new Real(now()).toString(),
  construct: (_target, given) => Reflect.construct(Real, given.length === 0 ? [now()] : given),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})
process.on('message', (/** @type {{ shift?: number }} */ told) => {
  shift = told.shift ?? shift
  process.send?.({ shift })
})
process.channel?.unref()
