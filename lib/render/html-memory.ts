import { createHash } from 'node:crypto'
import { BoundedMemory } from '@/lib/domain/bounded-memory'

/** Characters of HTML that are remembered: some hundred documents, about 16 MB. */
const MOST = 8_000_000
/** One text takes no more than a twentieth of it. */
const LONGEST = MOST / 20

/**
 * HTML by what it was made of, the longest unused forgotten first. It follows from that alone, so that what is remembered is never out
 * of date; a page that is read often does not pay for its texts each time.
 */
export class HtmlMemory {
  private readonly kept: BoundedMemory<string>

  constructor(most: number = MOST) {
    this.kept = new BoundedMemory(most)
  }

  /** What was made of these parts, or what `make` makes of them now; where that is null, it is tried again the next time. */
  async recall(parts: readonly unknown[], make: () => Promise<string | null>): Promise<string | null> {
    const key = createHash('sha256').update(JSON.stringify(parts)).digest('base64')
    const known = this.kept.find(key)
    if (known !== undefined) return known
    const html = await make()
    if (html !== null && html.length <= LONGEST) this.kept.keep(key, html, html.length)
    return html
  }
}
