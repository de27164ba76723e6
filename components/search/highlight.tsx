/** A snippet of search: what stands between ⟦ and ⟧ was found. Everything else is plain text. */
export function Highlight({ snippet }: { snippet: string }) {
  return splitHits(snippet).map((part, index) => (part.hit ? <mark key={index}>{part.text}</mark> : part.text))
}

export function splitHits(snippet: string): { text: string; hit: boolean }[] {
  const parts: { text: string; hit: boolean }[] = []
  let hit = false
  for (const text of snippet.split(/([⟦⟧])/)) {
    if (text === '⟦' || text === '⟧') hit = text === '⟦'
    else if (text !== '') parts.push({ text, hit })
  }
  return parts
}
