/** "alert", "alarm", "monitor", with what is written of them in German, Russian, French and Spanish. */
const ALERT = '(?:alert|alarm|monitor|alerte|alerta|алерт|оповещени)\\p{L}{0,4}'
/** An alert went off. */
const WENT_OFF =
  '(?:fired|fires|firing|triggered|triggers|went off|goes off|schlug an|feuerte|ausgelöst|сработал\\p{L}{0,2})'
/** `DiskFull`, "Queue is stuck", or a word, which counts with a capital letter inside: KubePodCrashLooping. */
const NAME =
  '(?:`([^`\\n]{3,80})`|["“„«]([^"“”„«»\\n]{3,80})["”“»]|(?<![\\p{L}\\d])(\\p{L}[\\p{L}\\d]{4,80})(?![\\p{L}\\d]))'
const AFTER = new RegExp(`(?<!\\p{L})${ALERT}\\s?:?\\s{0,2}(?:named |called |namens )?${NAME}`, 'giu')
const BEFORE = new RegExp(`${NAME}\\s{1,2}(?:(?:has|have|was|wurde) )?(?:${ALERT}|${WENT_OFF})(?!\\p{L})`, 'giu')
const HUMPS = /^\p{Lu}[\p{Ll}\d]+\p{Lu}[\p{L}\d]*$/u

/** The names of alerts that a text says went off, as they are written, each once and in its order. */
export function findAlertNames(text: string): string[] {
  const found = [...text.matchAll(AFTER), ...text.matchAll(BEFORE)].toSorted((a, b) => a.index - b.index)
  const names = found.flatMap(([, code, quoted, humps]) => {
    if (humps !== undefined) return HUMPS.test(humps) ? [humps] : []
    const name = (code ?? quoted ?? '').trim()
    // What stands in quotes may be all that an alert said: a name is short and holds no sentence.
    return /\p{L}{2}/u.test(name) && !/[.!?]\s/.test(name) && name.split(/\s+/).length <= 8 ? [name] : []
  })
  return [...new Set(names)]
}
