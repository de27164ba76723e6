import type { Locale } from '@/lib/schema/locale'
import type { Words } from './words'

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: Words
  }
}
