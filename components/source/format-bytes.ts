import type { Locale } from '@/lib/schema/locale'

/** "812 bytes", "14 kB", "2.5 MB". */
export function formatBytes(bytes: number, locale: Locale): string {
  if (bytes < 1000) return inUnits(bytes, 'byte', locale)
  if (bytes < 1_000_000) return inUnits(Math.round(bytes / 1000), 'kilobyte', locale)
  return inUnits(bytes / 1_000_000, 'megabyte', locale)
}

function inUnits(value: number, unit: string, locale: Locale): string {
  const unitDisplay = unit === 'byte' ? 'long' : 'short'
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 }).format(value)
}
