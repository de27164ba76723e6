import { RunLogInputSchema, type RunLogInput } from '@/lib/schema/skill-run'
import { maskSecrets, withoutSecrets } from './secrets'

/** What is added to a run, with the secrets of its texts masked. A value that looks like a secret is not kept at all: half of it would help nobody. */
export function maskRunLog({ entries, incident }: RunLogInput): RunLogInput {
  return RunLogInputSchema.parse({
    ...(incident === undefined ? {} : { incident }),
    entries: entries.map((entry) => {
      if (entry.kind !== 'filled') return withoutSecrets(entry)
      const { value } = entry
      const isSecret =
        value !== null &&
        (maskSecrets(value).text !== value || maskSecrets(`${entry.name}=${value}`).text !== `${entry.name}=${value}`)
      return isSecret ? { ...entry, value: null } : entry
    }),
  })
}
