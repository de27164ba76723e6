import de from './de'
import ru from './ru'

/** By language, then by the English sentence, `{0}` where a value stands. */
export const SENTENCES: Record<'de' | 'ru', Readonly<Record<string, string>>> = { de, ru }
