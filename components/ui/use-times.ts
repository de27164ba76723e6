import { useLocale } from 'next-intl'
import { timesIn, type Times } from '@/lib/render/times'

/** Days and stretches of time in the reader's language. An async component asks `timesIn(await getLocale())`. */
export const useTimes = (): Times => timesIn(useLocale())
