'use client'
import { FileUp } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { CommandKey } from '@/components/ui/command-key'
import { Field } from '@/components/ui/field'
import { Kbd } from '@/components/ui/kbd'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { FORMATS, FormatSchema, type Format } from '@/lib/schema/draft'
import type { DroppedFile } from './use-file-drop'

type SourceChooserProps = {
  text: string
  onText: (text: string) => void
  format: Format | null
  onFormat: (format: Format | null) => void
  busy: boolean
  onPaste: () => void
  /** Whether files are held over the page. */
  over: boolean
  onFiles: (files: DroppedFile[]) => void
}

const FORMAT_WORDS: Record<Format, string> = {
  postmortem: 'Postmortem',
  'status-report': 'Status page report',
  'statuspage-api': 'Statuspage API (JSON)',
  'slack-status-api': 'Slack status API (JSON)',
  'slack-export': 'Slack export',
  'slack-thread': 'Slack thread (JSON)',
  'chat-text': 'Copied chat',
  skill: 'Skill (runbook)',
  pattern: 'Pattern',
  person: 'Person',
  company: 'Company',
}

/** Paste a text, or choose or drop files. */
export function SourceChooser({ text, onText, format, onFormat, busy, over, onPaste, onFiles }: SourceChooserProps) {
  const files = useRef<HTMLInputElement>(null)
  return (
    <div
      className={cn(
        'rounded-lg border bg-surface p-4 transition-colors',
        over ? 'border-accent bg-accent-tint' : 'border-line',
      )}
    >
      <Field
        label="Text of a postmortem, status report, chat or skill"
        hint="In any language. Nothing is stored until you have reviewed what was read from it."
      >
        {(control) => (
          <Textarea
            {...control}
            rows={14}
            className="max-h-[60dvh] min-h-64 font-mono text-xs"
            value={text}
            placeholder="Paste it here, or drop files."
            onChange={(event) => onText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && text.trim() !== '' && !busy) onPaste()
            }}
          />
        )}
      </Field>
      <div className="mt-3 flex flex-wrap items-end gap-3">
        <Button variant="primary" disabled={busy || text.trim() === ''} onClick={onPaste}>
          {busy ? 'Reading…' : 'Preview'}
        </Button>
        <span className="mb-1.5 hidden items-center gap-1 text-xs text-faint sm:flex">
          <Kbd>
            <CommandKey />
          </Kbd>
          <Kbd>↵</Kbd>
        </span>
        <Button disabled={busy} onClick={() => files.current?.click()}>
          <FileUp aria-hidden /> Choose files
        </Button>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          aria-label="Files to import"
          onChange={(event) => {
            onFiles([...(event.target.files ?? [])].map((file) => ({ path: null, file })))
            event.target.value = ''
          }}
        />
        <Field label="Format" className="ml-auto w-48">
          {(control) => (
            <Select
              {...control}
              value={format ?? ''}
              onChange={(event) => onFormat(FormatSchema.safeParse(event.target.value).data ?? null)}
            >
              <option value="">Recognise by itself</option>
              {FORMATS.map((name) => (
                <option key={name} value={name}>
                  {FORMAT_WORDS[name]}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </div>
  )
}
