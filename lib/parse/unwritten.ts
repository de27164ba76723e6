import { light } from './light-expression'

/** Texts that say that nothing is written yet. */
const EMPTY = light(
  /^[\s*_`>~([{<-]*(?:to-?do|tbd|tba|tbc|wip|fixme|n\/a|none(?: yet)?|coming soon|work in progress|under construction|to be (?:done|written|defined|determined|added|documented|completed)|not (?:yet )?(?:written|documented|available)|entfällt|keine?|noch offen|folgt|нет|не заполнено|à compléter|à définir|por definir|pendiente|a definir|da definire|nog in te vullen|att göra|do uzupełnienia|brak|未定|なし|未記入|待补充|无|暂无|없음|미정|x{3,}|\.{2,}|…|-+|\?+)[\s*_`.!:)\]}>~-]*$/iu,
)
/** A whole text in brackets stands for what someone should write there. */
const BRACKETED = light(/^(?:<[^<>\n]{2,400}>|\[[^[\]\n]{2,400}\]|\{\{[^{}\n]{2,400}\}\}|\{[^{}\n]{2,400}\})[.:]?$/u)

/** A line of a table of contents. */
const INNER_LINK = light(/^(?:\p{L}\)\s*)?\[[^\]\n]{1,200}\]\(#[^)\n]{0,200}\)$/u)

/**
 * Whether a whole line of a runbook was left unwritten ("TODO", "<describe the steps here>", "This happens when ...") or only leads to
 * another part of the page. Commands and paths in a runbook
 * are full of names to fill in (`<namespace>`, `${POD}`): a line with other words beside them is written.
 */
export function isUnwritten(text: string): boolean {
  const bare = text.replace(/^[*_`\s]+|[*_`\s]+$/g, '')
  if (!/[\p{L}\p{N}]/u.test(bare)) return true
  if (bare.length < 80 && /(?:\.{3}|…)$/.test(bare)) return true
  return EMPTY.test(bare) || INNER_LINK.test(bare) || (BRACKETED.test(bare) && !/https?:\/\//.test(bare))
}
