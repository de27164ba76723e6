import type { Block } from './blocks'
import { readLabelled } from './fields'
import { light } from './light-expression'
import { cut, type Piece } from './piece'

/** What a page carries besides the document. `dropped` blocks are left out of the body; tags and authors become fields. */
export type Boilerplate = {
  dropped: Set<Block>
  pieces: Piece[]
  tags: Piece[]
  authors: Piece[]
  category: Piece | null
}

const LANGUAGE_LABEL = light(
  /^(?:english|deutsch|русский|français|español|português(?: \(\p{L}+\))?|italiano|nederlands|svenska|polski|日本語|简体中文|繁體中文|中文|한국어|türkçe|українська|čeština|en|de|ru|fr|es)$/iu,
)
const NAVIGATION = light(
  /^(?:[←‹«<]-?\s*)?(?:(?:back to|zurück zu[mr]?|назад к) .{2,40}|all (?:skills|posts|articles|incidents|runbooks|postmortems)|alle (?:skills|artikel|beiträge|vorfälle)|все (?:статьи|навыки|инциденты|посты)|home|blog|menu|skip to (?:main )?content|table of contents|on this page|contents|share(?: this)?(?: (?:post|article))?|copy link|copy page|edit this page|subscribe(?: to updates)?|print|\d+ min(?:ute)?s? read|lesezeit:? .{1,20}|inhaltsverzeichnis|teilen|поделиться|содержание|оглавление|время чтения:? .{1,20})$/iu,
)
const CALL_TO_ACTION = light(
  /^(?:get started(?: (?:now|today|for free))?|start (?:now|(?:your )?free(?: trial)?|building|for free)|try (?:it |.{2,20} )?(?:now|free|for free|today)|sign up(?: (?:now|free|for free|today))?|book a (?:demo|call)|request a demo|schedule a demo|contact sales|talk to sales|learn more|read more|jetzt (?:starten|testen|ausprobieren|registrieren|anmelden|loslegen)|kostenlos (?:starten|testen|ausprobieren|loslegen)|mehr erfahren|demo (?:buchen|anfordern|vereinbaren)|начать(?: (?:сейчас|бесплатно|работу))?|попробовать(?: (?:сейчас|бесплатно))?|зарегистрироваться|узнать больше|запросить демо|подробнее|commencer|essayer gratuitement|empezar(?: ahora)?|prueba gratis|começar agora|inizia ora)[.!→› ]*$/iu,
)
const CAPTION = light(
  /^(?:(?:product |app |dashboard |console )?(?:screenshot|screen shot|banner|illustration|cover image|hero image|featured image|thumbnail|logo|avatar)s?(?: (?:of|by|for) .{1,60})?|image(?: credit)?: .{1,60}|image (?:credit|of|by|from|courtesy|shows|showing) .{1,60}|photo (?:by|credit).{1,60}|bild(?:schirmfoto)?(?:: .{1,60})?|produkt-?screenshot|titelbild|скриншот(?: .{1,40})?|изображение(?:: .{1,40})?|фото: .{1,60})$/iu,
)

/** Finds what belongs to the page and not to the document, around and within `blocks`. */
export function findBoilerplate(source: string, blocks: Block[]): Boilerplate {
  const found: Boilerplate = { dropped: new Set(), pieces: [], tags: [], authors: [], category: null }
  const leadEnd = blocks.findIndex(
    (block) =>
      (block.kind === 'heading' && block.level > 1) ||
      (block.kind === 'paragraph' && readLabelled(block.piece) !== null),
  )
  const lead = leadEnd < 0 ? blocks.slice(0, 12) : blocks.slice(0, leadEnd)
  dropNavigation(blocks, lead, found)
  readLeadTags(lead, found)
  readByline(lead, found)
  dropPromotion(source, blocks, found)
  return found
}

function drop(block: Block, found: Boilerplate): void {
  if (found.dropped.has(block)) return
  found.dropped.add(block)
  found.pieces.push({ text: '', start: block.start, end: block.end })
}

function dropNavigation(blocks: Block[], lead: Block[], found: Boilerplate): void {
  for (const block of blocks) {
    if (block.kind !== 'paragraph' && block.kind !== 'heading') continue
    const text = block.piece.text
    if (text.length > 80) continue
    if (NAVIGATION.test(text) || (lead.includes(block) && LANGUAGE_LABEL.test(text))) drop(block, found)
    else readMergedNavigation(block, found)
  }
}

/** A scraped page glues a link to the category next to it: "← All skillsEngineering". */
function readMergedNavigation(block: Block, found: Boilerplate): void {
  if (block.kind !== 'paragraph') return
  const match = /^[←‹«]\s*(?:[Aa]ll|[Aa]lle|[Вв]се)\s\p{Ll}+\s?(?<category>\p{Lu}[\p{L} &-]{1,40})$/u.exec(
    block.piece.text,
  )
  const category = match?.groups?.category
  if (!category) return
  found.category = cut(block.piece, block.piece.text.length - category.length)
  drop(block, found)
}

/** Bullets of one or two words above the title are the page's tags. */
function readLeadTags(lead: Block[], found: Boilerplate): void {
  const title = lead.findIndex(
    (block) => (block.kind === 'paragraph' || block.kind === 'heading') && !found.dropped.has(block),
  )
  for (const block of title < 0 ? lead : lead.slice(0, title)) {
    if (block.kind !== 'item' || block.ordered || !/^[\p{L}\p{N}][\p{L}\p{N} -]{1,30}$/u.test(block.piece.text))
      continue
    found.tags.push(block.piece)
    drop(block, found)
  }
}

/** An author's card: the name twice (picture and text), then the role. One name stays in the body, beside its role. */
function readByline(lead: Block[], found: Boilerplate): void {
  for (let index = 0; index + 1 < lead.length; index++) {
    const [block, next] = [lead[index], lead[index + 1]]
    if (block?.kind !== 'paragraph' || next?.kind !== 'paragraph') continue
    const name = block.piece.text
    if (name !== next.piece.text || !/^\p{Lu}[\p{L}.'’-]*(?: [\p{L}.'’-]+){0,3}$/u.test(name)) continue
    found.authors.push(next.piece)
    drop(block, found)
  }
}

/** A promotion ends with its button ("Get started"): the short lines glued above it and the caption below it go with it. */
function dropPromotion(source: string, blocks: Block[], found: Boilerplate): void {
  blocks.forEach((block, index) => {
    if (block.kind !== 'paragraph') return
    if (CAPTION.test(block.piece.text)) drop(block, found)
    if (!CALL_TO_ACTION.test(block.piece.text)) return
    drop(block, found)
    for (let above = index - 1; above >= Math.max(0, index - 3); above--) {
      const candidate = blocks[above]
      const below = blocks[above + 1]
      const glued = candidate?.kind === 'paragraph' && below && isNextLine(source, candidate.end, below.start)
      if (!candidate || !glued || found.dropped.has(candidate) || !isPromotional(candidate.piece.text)) break
      drop(candidate, found)
    }
  })
}

function isNextLine(source: string, end: number, start: number): boolean {
  return source.slice(end, start).split('\n').length <= 2
}

function isPromotional(text: string): boolean {
  return text.length < 300 && !/\d{1,2}:\d{2}/.test(text) && !/^[^:]{1,30}:\s/.test(text)
}
