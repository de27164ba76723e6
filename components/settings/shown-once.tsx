import { CopyButton } from '@/components/ui/copy-button'

/** Secrets that are shown this once, each to be copied. */
export function ShownOnce({ note, secrets }: { note: string; secrets: { copyLabel: string; text: string }[] }) {
  return (
    <div role="status" className="rounded-md border border-green-line bg-green-tint px-3 py-2 text-green-ink">
      <p>{note}</p>
      <ul className="mt-1 space-y-1">
        {secrets.map(({ copyLabel, text }) => (
          <li key={copyLabel} className="flex flex-wrap items-center gap-x-2">
            <code className="font-mono text-xs [overflow-wrap:anywhere] text-ink">{text}</code>
            <CopyButton text={text} label={copyLabel} />
          </li>
        ))}
      </ul>
    </div>
  )
}
