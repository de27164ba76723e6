import type { toast as raise } from 'sonner'
import { onDemand } from './on-demand'

type Raise = typeof raise

/** Where toasts appear. */
export const toaster = onDemand(() => import('./toaster'))

let live: Raise | null = null
const waiting: ((toast: Raise) => void)[] = []

function tell(task: (toast: Raise) => void): void {
  if (live) {
    task(live)
    return
  }
  waiting.push(task)
  toaster.fetch()
}

/** Raises what was told before there was a place for it. */
export function beginToasts(toast: Raise): void {
  live = toast
  for (const task of waiting.splice(0)) task(toast)
}

/** Tells the person something in passing, as sonner does; what is told before its place is there waits for it. */
export const toast = Object.assign((...told: Parameters<Raise>) => tell((to) => to(...told)), {
  success: (...told: Parameters<Raise['success']>) => tell((to) => to.success(...told)),
  error: (...told: Parameters<Raise['error']>) => tell((to) => to.error(...told)),
  warning: (...told: Parameters<Raise['warning']>) => tell((to) => to.warning(...told)),
  dismiss: (...which: Parameters<Raise['dismiss']>) => tell((to) => to.dismiss(...which)),
})
