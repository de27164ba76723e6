'use client'

import { Columns3 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { IconButton } from '../ui/button'
import { DropdownMenu, MenuCheckItem, MenuLabel } from '../ui/dropdown-menu'

/** Shows and hides columns. */
export function ColumnMenu({
  columns,
}: {
  columns: { id: string; label: string; visible: boolean; toggle: () => void }[]
}) {
  const t = useTranslations('table.columnMenu')
  return (
    <DropdownMenu
      trigger={
        <IconButton label={t('columns')} variant="secondary" className="size-8">
          <Columns3 aria-hidden />
        </IconButton>
      }
    >
      <MenuLabel>{t('columns')}</MenuLabel>
      {columns.map((column) => (
        <MenuCheckItem key={column.id} checked={column.visible} onCheckedChange={column.toggle}>
          {column.label}
        </MenuCheckItem>
      ))}
    </DropdownMenu>
  )
}
