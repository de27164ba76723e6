'use client'
import { FileUp, FolderUp, Link2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { CommandKey } from '@/components/ui/command-key'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
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
  /** A text is being read: the button says so. */
  reading: boolean
  onPaste: () => void
  /** Whether files are held over the page. */
  over: boolean
  onFiles: (files: DroppedFile[]) => void
  /** `files`: of a thread of Slack, the texts among its files too. */
  onUrl: (url: string, files: boolean) => void
}

/** Paste a text, choose or drop files, or give an address. */
export function SourceChooser({
  text,
  onText,
  format,
  onFormat,
  busy,
  reading,
  over,
  onPaste,
  onFiles,
  onUrl,
}: SourceChooserProps) {
  const t = useTranslations('import.sourceChooser')
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const take = (input: HTMLInputElement) => {
    onFiles(visibleFiles([...(input.files ?? [])]))
    input.value = ''
  }
  return (
    <div
      className={cn(
        'rounded-lg border p-4 transition-colors',
        over ? 'border-accent bg-accent-tint' : 'border-line bg-surface',
      )}
    >
      <Field label={t('text')} hint={t('textHint')}>
        {(control) => (
          <Textarea
            {...control}
            rows={14}
            className="max-h-[60dvh] min-h-64 font-mono text-xs"
            value={text}
            placeholder={t('placeholder')}
            onChange={(event) => onText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && text.trim() !== '' && !busy) onPaste()
            }}
          />
        )}
      </Field>
      <div className="mt-3 flex flex-wrap items-end gap-3">
        <Button variant="primary" disabled={busy || text.trim() === ''} onClick={onPaste}>
          {reading ? t('reading') : t('preview')}
        </Button>
        <span className="mb-1.5 hidden items-center gap-1 text-xs text-faint sm:flex">
          <Kbd>
            <CommandKey />
          </Kbd>
          <Kbd>↵</Kbd>
        </span>
        <Button disabled={busy} onClick={() => files.current?.click()}>
          <FileUp aria-hidden /> {t('chooseFiles')}
        </Button>
        <Button disabled={busy} onClick={() => folder.current?.click()}>
          <FolderUp aria-hidden /> {t('chooseFolder')}
        </Button>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          aria-label={t('files')}
          onChange={(event) => take(event.target)}
        />
        <input
          ref={(input) => {
            folder.current = input
            // React knows no such attribute.
            if (input) input.webkitdirectory = true
          }}
          type="file"
          hidden
          aria-label={t('folder')}
          onChange={(event) => take(event.target)}
        />
        <Field label={t('format')} className="ml-auto w-48">
          {(control) => (
            <Select
              {...control}
              value={format ?? ''}
              onChange={(event) => onFormat(FormatSchema.safeParse(event.target.value).data ?? null)}
            >
              <option value="">{t('anyFormat')}</option>
              {FORMATS.map((name) => (
                <option key={name} value={name}>
                  {t(`formatIs.${name}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <UrlForm busy={busy} onUrl={onUrl} />
    </div>
  )
}

/** The files of a folder that are not hidden, as a dropped folder gives them. */
function visibleFiles(files: File[]): DroppedFile[] {
  return files
    .filter(({ webkitRelativePath }) => !webkitRelativePath.split('/').some((part) => part.startsWith('.')))
    .map((file) => ({ path: file.webkitRelativePath || null, file }))
}

/** A message of Slack, as its address begins. */
const SLACK_MESSAGE = /^\s*https:\/\/[a-z0-9.-]+\.slack\.com\/archives\//

function UrlForm({ busy, onUrl }: { busy: boolean; onUrl: (url: string, files: boolean) => void }) {
  const t = useTranslations('import.sourceChooser')
  const [isSlack, setIsSlack] = useState(false)
  return (
    <form
      className="mt-4 flex flex-wrap items-end gap-3 border-t border-line pt-3"
      action={(form) => {
        const url = form.get('url')
        if (typeof url === 'string') onUrl(url.trim(), form.get('files') === 'on')
      }}
    >
      <Field label={t('address')} hint={t('addressHint')} className="min-w-0 flex-1 basis-64">
        {(control) => (
          <Input
            {...control}
            name="url"
            type="url"
            required
            pattern="https?://.+"
            title={t('addressForm')}
            placeholder="https://"
            onChange={(event) => setIsSlack(SLACK_MESSAGE.test(event.target.value))}
          />
        )}
      </Field>
      <Button type="submit" disabled={busy} className="mb-5">
        <Link2 aria-hidden /> {t('importPage')}
      </Button>
      {isSlack && (
        <label className="-mt-3 flex min-h-6 basis-full items-center gap-2">
          <input type="checkbox" name="files" className="size-4 shrink-0 accent-accent" />
          <span>{t('slackFiles')}</span>
        </label>
      )}
    </form>
  )
}
