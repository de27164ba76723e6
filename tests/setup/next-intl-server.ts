// What `next-intl/server` gives outside of a React server, where it gives nothing: the words in English.
import { inEnglish } from './words'

export const getLocale = () => Promise.resolve('en' as const)
export const getTranslations = (name: Parameters<typeof inEnglish>[0]) => Promise.resolve(inEnglish(name))
