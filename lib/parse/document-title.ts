import { sentence } from '@/lib/schema/sentence'
import { foldName } from './fold-name'
import { light } from './light-expression'
import { type Piece, plain } from './piece'
import { isPlaceholder } from './placeholders'

/** Where a title may come from, best first; `stated` is a line such as "Title: ...". */
export type TitleSources = {
  matter: string | null
  heading: Piece | null
  stated: Piece | null
  filename: string | null
}
export type FoundTitle = {
  text: string | null
  piece: Piece | null
  from: 'matter' | 'heading' | 'stated' | 'file' | null
  doubt: string | null
}

const KIND =
  '(?:post[ -]?mortem|incident(?: (?:report|review|summary))?|incident post[ -]?mortem|root cause analysis|rca|report|postmortem report|post[ -]?mortem report|vorfall(?:sbericht)?|storungsbericht|разбор инцидента|постмортем|rapport d.incident|informe(?: de incidente)?|relatorio(?: de incidente)?|rapporto|incidentrapport|raport)'
/** A heading that only says what kind of document it is. */
const GENERIC = new RegExp(
  `^(?:the )?${KIND}$|^(?:ポストモーテム|障害報告書?|インシデントレポート|故障复盘|故障报告|事故报告|事故報告|장애 보고서|포스트모템)$`,
  'u',
)
/** A heading that only asks for a title. */
const ASKED = light(
  /^(?:(?:incident |short |event |postmortem )?(?:title|name)(?: of (?:the )?(?:incident|event))?|insert .{1,40}|(?:titel|titre|titulo|titolo|tytuł|название|заголовок|タイトル|标题|제목)(?: .{0,20})?)(?:\s*\((?:[^)]{0,30})\))?(?:\s*[-–—:|]\s*(?:date|dd.mm.yyyy|yyyy.mm.dd|datum|дата|fecha|data))?$/u,
)

/** Whether a heading only holds the place of a title: "Title (incident)", "Postmortem: [Incident title]". */
export function isTitlePlaceholder(text: string): boolean {
  const name = foldName(plain(text))
  const rest = name.replace(new RegExp(`^${KIND}\\s*(?:[:#|–—-]|for|of)\\s*`, 'u'), '')
  const holes = [...rest.matchAll(/\[[^[\]]{1,80}\]|<{1,2}[^<>]{1,80}>{1,2}|\{{1,2}[^{}]{1,80}\}{1,2}/gu)].filter(
    ([hole]) => isPlaceholder(hole),
  )
  const outside = holes.reduce((left, [hole]) => left.replace(hole, ''), rest).replace(/[^\p{L}]/gu, '')
  return isPlaceholder(rest) || ASKED.test(rest) || (holes.length > 0 && outside.length < 12)
}

/** The title of a document: what it gives as one, else the name of its file, which is no title that anybody gave. */
export function titleOf({ matter, heading, stated, filename }: TitleSources): FoundTitle {
  if (matter && !isTitlePlaceholder(matter)) return { text: matter, piece: null, from: 'matter', doubt: null }
  const headed = heading && !isTitlePlaceholder(heading.text) ? heading : null
  const said = stated && !isTitlePlaceholder(stated.text) && stated.text.length <= 200 ? stated : null
  const best = headed && said && GENERIC.test(foldName(plain(headed.text))) ? said : (headed ?? said)
  if (best) return { text: plain(best.text), piece: best, from: best === heading ? 'heading' : 'stated', doubt: null }
  const file = titleOfFile(filename)
  return {
    text: file,
    piece: null,
    from: file ? 'file' : null,
    doubt: file ? sentence`The document gives no title; this is the name of its file.` : null,
  }
}

function titleOfFile(filename: string | null): string | null {
  const name = filename
    ?.split(/[\\/]/)
    .at(-1)
    ?.replace(/(?:\.[a-z]{1,8}){0,2}(?:\.erb)?$/i, '')
    .replace(/[-_]+/g, ' ')
    .trim()
  return name && /\p{L}{2}/u.test(name) ? name : null
}
