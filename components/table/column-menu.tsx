'use client'

import { Columns3 } from 'lucide-react'
import { IconButton } from '../ui/button'
import { DropdownMenu, MenuCheckItem, MenuLabel } from '../ui/dropdown-menu'

/** Shows and hides columns. */
export function ColumnMenu({
  columns,
}: {
  columns: { id: string; label: string; visible: boolean; toggle: () => void }[]
}) {
  return (
    <DropdownMenu
      trigger={
        <IconButton label="Columns" variant="secondary" className="size-8">
          <Columns3 aria-hidden />
        </IconButton>
      }
    >
      <MenuLabel>Columns</MenuLabel>
      {columns.map((column) => (
        <MenuCheckItem key={column.id} checked={column.visible} onCheckedChange={column.toggle}>
          {column.label}
        </MenuCheckItem>
      ))}
    </DropdownMenu>
  )
}
