import type { Block } from './blocks'
import { labelKey } from './fields'
import { light, matchesOf } from './light-expression'
import { exactSectionKey, headingSectionKey } from './section-names'
import { plain } from './piece'
import { isInstruction, isPlaceholder } from './placeholders'
import { findTimes } from './times'

/** What a document is: an account of an incident, the empty form for one, or a text about such accounts. */
export type DocumentKind = 'report' | 'template' | 'guide'

const TEMPLATE = light(
  /(?<!\p{L})(?:template|vorlage|шаблон|modèle|gabarit|plantilla|modelo(?= de)|modello|sjabloon|mall|szablon)(?!\p{L})|テンプレート|雛形|ひな形|模板|範本|템플릿|양식/iu,
)
const ABOUT = light(
  /(?<!\p{L})(?:post[- ]?mortems?|incidents?|rca|root cause|reports?|reviews?|vorfall\p{L}*|störung\p{L}*|инцидент\p{L}*|постмортем\p{L}*|пост-?мортем\p{L}*|incidente\p{L}*|rapport|informe|relatório|pós-mortem|pos-mortem|after[- ]action)(?!\p{L})|ポストモーテム|障害|インシデント|复盘|故障|事故|復盤|장애|포스트모템/iu,
)
const GUIDE = light(
  /(?<!\p{L})(?:guide(?:line)?s?|guidance|how[- ]to|handbook|playbook|process|culture|policy|policies|introduction|best practices|checklist|readme|what is an?|overview of|examples?|training|index|table of contents|contributing|reference|leitfaden|anleitung|prozess|kultur|richtlinien?|руководство|как писать|культура|процесс|guide|processus|guía|cultura|proceso|guia|processo|guida|handleiding|vägledning|przewodnik|poradnik)(?!\p{L})|ガイド|とは|文化|手順|指南|规范|流程|文化|가이드|문화/iu,
)

/** Tells an empty form and a guide from a report by how much of the document is filled in. `dated`: it gives a date of its own. */
export function documentKindOf(
  blocks: Block[],
  title: string | null,
  filename: string | null,
  dated: boolean,
): DocumentKind {
  const values = listValues(blocks)
  const empty = values.filter(isPlaceholder).length
  const instructions = values.filter((value) => !isPlaceholder(value) && isFormInstruction(value)).length
  const filled = values.length - empty - instructions
  const name = `${title ?? ''} ${
    filename
      ?.split(/[\\/]/)
      .at(-1)
      ?.replace(/[-_.]+/g, ' ') ?? ''
  }`
  const named = TEMPLATE.test(name) && (ABOUT.test(name) || /^\W*(?:template|vorlage|шаблон)\W*$/iu.test(name.trim()))
  const sections = blocks.filter(
    (block) => block.kind === 'heading' && headingSectionKey(block.piece.text) !== null,
  ).length
  const holes = empty + instructions
  if (named && !dated) return 'template'
  if (named && holes >= 3 && holes * 2 >= filled) return 'template'
  if (holes >= 4 && holes >= filled && !dated) return 'template'
  if (holes >= 6 && holes >= filled * 2) return 'template'
  if (sections >= 3 && filled <= 2 && !dated && lettersOf(blocks) < 400) return 'template'
  return !dated && isGuide(blocks, title, filename, sections) ? 'guide' : 'report'
}

/** The values that a form asks for: what stands behind labels, in cells, in list items and below headings. */
function listValues(blocks: Block[]): string[] {
  const body = blocks.filter((block) => block.kind !== 'heading' || block.level > 1)
  return body.flatMap((block, index): string[] => {
    switch (block.kind) {
      case 'heading': {
        const next = body[index + 1]
        return exactSectionKey(block.piece.text) && (!next || next.kind === 'heading')
          ? ['']
          : isPlaceholder(block.piece.text)
            ? ['']
            : []
      }
      case 'table': {
        const formRows = block.header.length === 2 && labelKey(block.header[0]?.text ?? '') !== null
        const rows = formRows ? [block.header, ...block.rows] : block.rows
        return rows.flatMap((row) => (row.length > 1 ? row.slice(1) : row).map((cell) => cell.text))
      }
      case 'item':
      case 'paragraph':
        return [valueOf(block.piece.text)]
      default:
        return []
    }
  })
}

/** Behind its label: "Severity:" has none. A date pattern or a bracket that asks makes a placeholder of the whole line. */
function valueOf(text: string): string {
  const unboxed = text.replace(/^\[[ xX]\]\s*/, '')
  const label = /^[^\p{L}\p{N}[<{]{0,8}[\p{L}`][^:：\n[\]<{]{1,60}[:：][*_`\s]*(?<value>[\s\S]*)$/u.exec(unboxed)
  const value = label ? (label.groups?.value ?? '') : unboxed
  if (isPlaceholder(value)) return ''
  const boxed = matchesOf(
    value.slice(0, 1000),
    /\[(?<inner>[^[\]()\n]{2,200})\](?!\()|\{\{[^{}\n]{1,80}\}\}|<(?!https?:)[\p{L}][^<>@\n]{1,80}>/gu,
  )
  if (boxed.length === 0) return value
  const rest = boxed.reduce((text_, match) => text_.replace(match[0], ''), value).replace(/[^\p{L}\p{N}]/gu, '')
  if (boxed.some((match) => isPlaceholder(match[0])) && rest.length < 60) return ''
  return value
}

/** What only tells the author what to write: "Describe the impact.", *in italics or brackets*, "What went well?". */
function isFormInstruction(value: string): boolean {
  const text = plain(value)
  if (text.length > 400) return false
  if (isInstruction(text)) return /^[[(*_]/.test(value.trim()) || !/\d{1,2}:\d{2}/.test(text)
  return /[?？]$/.test(text) && text.length < 200
}

function lettersOf(blocks: Block[]): number {
  return blocks.reduce(
    (sum, block) =>
      sum +
      (block.kind === 'paragraph' || block.kind === 'item' ? (block.piece.text.match(/\p{L}/gu)?.length ?? 0) : 0),
    0,
  )
}

const MENTION = light(
  /(?<!\p{L})(?:post-?mortems?|постмортем\p{L}*|pós-mortem|postmortems|rcas?|retrospectives?)(?!\p{L})|ポストモーテム|复盘|포스트모템/giu,
)

/** A text about postmortems in general: its name says so or it speaks of them all the time, and nothing in it has a time. */
function isGuide(blocks: Block[], title: string | null, filename: string | null, sections: number): boolean {
  const text = blocks
    .flatMap((block) => (block.kind === 'paragraph' || block.kind === 'item' ? [block.piece.text] : []))
    .join('\n')
  const file = filename?.split(/[\\/]/).at(-1) ?? ''
  const named = GUIDE.test(title ?? '') || /^(?:readme|index|contributing|about)(?:\.|$)/i.test(file)
  const mentions = text.match(MENTION)?.length ?? 0
  if (!named && mentions < 5) return false
  const timed = findTimes(text.slice(0, 20_000)).length
  if (named && timed < 3) return sections < 4 || mentions >= 2
  const words = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  return timed === 0 && mentions >= 5 && mentions * 120 >= words
}
