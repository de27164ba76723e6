/** A value that the source does not give. Never a guess, never an empty cell. */
export function Unknown({ what }: { what?: string }) {
  return (
    <span
      className="whitespace-nowrap text-faint italic"
      title={what ? `The source does not say: ${what}` : 'The source does not say'}
    >
      unknown
    </span>
  )
}
