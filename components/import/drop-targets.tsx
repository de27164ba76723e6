'use client'
import type { MessageDraft } from '@/lib/schema/thread'
import { DropZone } from './message-drop'
import type { Section } from './message-line'
import type { Target } from './thread-pane'

type DropTargetsProps = {
  targets: Target[]
  message: MessageDraft
  onAdd: (message: MessageDraft, document: number, section: Section) => void
}

/** All sections of all drafts, in reach while a message is dragged, however far the form is scrolled. */
export function DropTargets({ targets, message, onAdd }: DropTargetsProps) {
  return (
    <div
      data-testid="drop-targets"
      className="fixed inset-x-3 bottom-16 z-40 grid gap-2 rounded-lg border border-line-strong bg-surface p-3 shadow-float lg:right-6 lg:left-auto lg:w-[28rem]"
    >
      {targets.map(({ document, name, sections }) => (
        <div key={document}>
          <p className="mb-1 truncate text-xs font-medium text-muted">{name}</p>
          <div className="grid grid-cols-2 gap-1.5 sm:grid-cols-4">
            {sections.map(([section, word]) => (
              <DropZone
                key={section}
                className="grid min-h-10 place-items-center rounded-md border border-dashed border-control px-2 text-sm"
                onDrop={() => onAdd(message, document, section)}
              >
                {word}
              </DropZone>
            ))}
          </div>
        </div>
      ))}
    </div>
  )
}
