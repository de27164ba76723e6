'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { IconButton } from '../ui/button'
import { Select } from '../ui/select'

const SIZES = [25, 50, 100]

type TablePagerProps = {
  page: number
  size: number
  total: number
  shown: number
  onChange: (patch: { page?: number; size?: number }) => void
}

/** Where we are in the list, and the way to the next page. */
export function TablePager({ page, size, total, shown, onChange }: TablePagerProps) {
  const t = useTranslations('table.tablePager')
  if (total === 0) return null
  const first = (page - 1) * size + 1
  const sizes = SIZES.includes(size) ? SIZES : [size, ...SIZES]
  return (
    <div className="mt-2 flex flex-wrap items-center justify-between gap-2 text-xs text-faint print:hidden">
      <p role="status" className="tabular-nums">
        {shown === 0 ? t('nothing', { page, total }) : t('range', { first, last: first + shown - 1, total })}
      </p>
      <div className="flex items-center gap-1">
        <Select
          aria-label={t('size')}
          value={size}
          onChange={(event) => onChange({ size: Number(event.target.value), page: 1 })}
          className="w-28"
        >
          {sizes.map((value) => (
            <option key={value} value={value}>
              {t('rows', { count: value })}
            </option>
          ))}
        </Select>
        <IconButton label={t('previous')} disabled={page <= 1} onClick={() => onChange({ page: page - 1 })}>
          <ChevronLeft aria-hidden />
        </IconButton>
        <IconButton label={t('next')} disabled={first + shown > total} onClick={() => onChange({ page: page + 1 })}>
          <ChevronRight aria-hidden />
        </IconButton>
      </div>
    </div>
  )
}
