import type { SaySentence } from '@/lib/intl/sentences'
import type { VersionOffer } from '@/lib/schema/skill-edit'
import type { SkillText } from '@/lib/schema/skill-text'

/** Both sides of an edit, as its writer is shown them: what is wrong with the text in their language. */
export function saySkillText<T extends SkillText>(say: SaySentence, sides: T): T {
  return { ...sides, problems: sides.problems.map((one) => ({ ...one, message: say(one.message) })) }
}

/** What the next version may be called, with the reason in the language of whoever chooses. */
export function sayOffer(say: SaySentence, offer: VersionOffer): VersionOffer {
  return { ...offer, reason: say(offer.reason) }
}
