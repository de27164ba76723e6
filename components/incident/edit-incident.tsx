'use client'

import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { useKept } from '../kept/use-kept'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { onDemand } from '../ui/on-demand'
import type { SaveIncident } from './edit-incident-form'
import { readKeptEdit, type EditableIncident } from './incident-edit'

const editForm = onDemand(() => import('./edit-incident-form'))

/** Edits title, severity, status and tags. */
export function EditIncident(props: { slug: string; incident: EditableIncident; save: SaveIncident }) {
  const [open, setOpen] = useState(false)
  const kept = useKept(`incident:${props.slug}`, readKeptEdit)
  const parts = editForm.usePart()
  return (
    <Dialog
      title="Edit incident"
      description="The words of the sources stay as they are; this is what lists and searches show."
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button>
          <Pencil aria-hidden />
          Edit
          {kept.offered ? <span className="text-xs text-amber-ink">· not saved</span> : null}
        </Button>
      }
    >
      {parts && <parts.EditIncidentForm {...props} kept={kept} onDone={() => setOpen(false)} />}
    </Dialog>
  )
}
