import type { SaySentence } from '@/lib/intl/sentences'
import type { ReaderChoice } from '@/lib/schema/sharing'

/** Says of whom one can name as a reader what stands beside the name: how many a team has, or that it is a service. */
export const sayReader =
  (say: SaySentence) =>
  (choice: ReaderChoice): ReaderChoice => ({ ...choice, detail: say(choice.detail) })
