import { TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { hrefOfMessage } from '@/components/thread/message-address'

type CommandDifferencesProps = {
  differences: { option: string; skill: string; other: string; thread: string; message: string }[]
}

/** Commands that say one thing in the skill and another in the conversation that it came from, both as they were written. */
export function CommandDifferences({ differences }: CommandDifferencesProps) {
  if (differences.length === 0) return null
  return (
    <section
      aria-labelledby="commands-title"
      className="mb-6 rounded-lg border border-amber-line bg-amber-tint px-4 py-3 text-amber-ink"
    >
      <h2 id="commands-title" className="flex items-center gap-2 font-semibold">
        <TriangleAlert aria-hidden className="size-4" />
        Its commands differ from the conversation
      </h2>
      <ul className="mt-2 space-y-3">
        {differences.map(({ option, skill, other, thread, message }) => (
          <li key={`${thread} ${message} ${skill}`}>
            <p>
              Another value of <code>{option}</code>: the skill, and what was run.
            </p>
            <div className="mt-1 grid gap-x-4 gap-y-1 sm:grid-cols-2">
              <blockquote className="min-w-0 border-l-2 border-amber-line pl-2.5 text-ink">
                <code className="[overflow-wrap:anywhere]">{skill}</code>
              </blockquote>
              <blockquote className="min-w-0 border-l-2 border-amber-line pl-2.5 text-ink">
                <Link href={hrefOfMessage(thread, message)} className="hover:underline">
                  <code className="[overflow-wrap:anywhere]">{other}</code>
                </Link>
              </blockquote>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
