import type { EmbeddingProgress, Gain, MeaningList } from '@/lib/schema/meaning'

const LISTS: Record<MeaningList, string> = {
  related: 'Relatives of incidents and skills',
  recognise: 'Recognise',
  search: 'Search',
}

/** What is sent to a model, how much of it has been, and which lists use what came back. */
export function MeaningProgress({ progress }: { progress: EmbeddingProgress }) {
  const { model, host, rerank, embedded, total, kept, error } = progress
  return (
    <div className="space-y-3">
      <p className="max-w-prose text-muted">
        Titles, causes and beginnings of incidents and skills are sent to{' '}
        <span className="font-medium text-ink">{host}</span>, secrets masked, for vectors of the model{' '}
        <span className="font-medium text-ink">{model}</span>. What is tagged{' '}
        <code className="font-mono text-xs">restricted</code> or <code className="font-mono text-xs">confidential</code>{' '}
        is never sent. What is asked of recognise and search is sent where that list uses the model.
        {rerank !== null && (
          <>
            {' '}
            Where recognise or search use it, the nearest passages are ranked once more by{' '}
            <span className="font-medium text-ink">{rerank}</span>.
          </>
        )}
      </p>
      <p>
        <span className="tabular-nums">
          {embedded} of {total}
        </span>{' '}
        texts have a vector{kept > 0 && <>; {kept} are kept inside</>}.
      </p>
      {error !== null && (
        <p role="alert" className="text-red-ink">
          {error}
        </p>
      )}
      <table className="w-full text-left">
        <caption className="pb-1 text-left text-muted">
          A list uses the model only where measuring has shown that it helps.
        </caption>
        <thead>
          <tr className="text-xs text-muted">
            <th scope="col" className="py-1 pr-4 font-medium">
              List
            </th>
            <th scope="col" className="py-1 pr-4 font-medium">
              Uses it
            </th>
            <th scope="col" className="py-1 pr-4 font-medium">
              Measured
            </th>
          </tr>
        </thead>
        <tbody>
          {(['related', 'recognise', 'search'] as const).map((list) => (
            <tr key={list} className="border-t border-line">
              <td className="py-1 pr-4">{LISTS[list]}</td>
              <td className="py-1 pr-4">{progress.gains[list]?.helps ? 'yes' : 'no'}</td>
              <td className="py-1 tabular-nums">{sayGain(progress.gains[list])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="max-w-prose text-muted">
        <code className="font-mono text-xs">npm run bench:embeddings</code> measures, and keeps what it finds in the
        data folder.
      </p>
    </div>
  )
}

function sayGain(gain: Gain | null): string {
  if (!gain) return 'not yet'
  return `${gain.measure} ${gain.without.toFixed(3)} without, ${gain.with.toFixed(3)} with, on ${gain.questions} questions`
}
