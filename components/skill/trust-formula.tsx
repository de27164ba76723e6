/** The formula of `lib/domain/skill-trust.ts`, in words; docs/skill-trust.md has it with its figures. */
export function TrustFormula() {
  return (
    <details className="mt-2 text-xs text-muted">
      <summary className="min-h-6 cursor-pointer text-accent-ink">How it is computed</summary>
      <ol className="mt-1 list-decimal space-y-1 pl-4">
        <li>
          What is written earns up to 90 %: where it comes from, whether it says exactly what to do, who keeps it.
        </li>
        <li>
          Runs are weighed against it; what is written counts as two of them. A run that worked counts less with age,
          half after 180 days, and half for each later day on which it failed. One that failed loses half for each later
          day on which it worked, and nothing with age.
        </li>
        <li>Each time recognition was right or wrong to offer it counts a quarter of a run.</li>
        <li>From a month after the last verification it falls, evenly, to 60 % of that after a year.</li>
        <li>Each contradiction takes 7 %, each sign that something it names has changed since takes 5 %.</li>
      </ol>
      <p className="mt-1">The same person counts once a day. An agent’s word that it worked counts half.</p>
    </details>
  )
}
