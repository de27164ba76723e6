import type { SkillDraft } from '@/lib/schema/draft'
import { sentence } from '@/lib/schema/sentence'
import { light } from './light-expression'

const FORM = light(
  /(?:^|[\\/_. -])(?:templates?|archetypes?|vorlagen?|plantillas?|modelos?|modèles?|szablony?|sjablonen?|sjabloon|mall|шаблон)(?:[\\/_. -]|$)|テンプレート|模板|템플릿/iu,
)
const FORM_TITLE = light(
  /^\W{0,3}(?:(?:runbook|playbook|alert|alert playbook|sop|skill)\s+)?(?:template|vorlage|шаблон|plantilla|modèle|modelo|modello|sjabloon|mall|szablon|テンプレート|模板|템플릿)(?:\W|$)|(?:runbook|playbook|alert|sop|skill)[- ]?(?:template|vorlage|sjabloon|mall)\W{0,3}$/iu,
)
const INDEX = light(
  /(?:^|[\\/])(?:_?index|readme|contributing|summary|toc|home)(?:\.[\p{L}-]{2,5})?\.(?:html\.)?(?:md|markdown|txt|rst|adoc|html?)(?:\.erb)?$/iu,
)

/** What a file of a runbook folder is: a runbook, an empty form to copy, or a page that leads to others. */
export type SkillKind = 'runbook' | 'template' | 'index'

export function skillKindOf(filename: string | null, title: string): SkillKind {
  if (FORM_TITLE.test(title) || FORM.test(filename ?? '')) return 'template'
  return INDEX.test(filename ?? '') ? 'index' : 'runbook'
}

/** What a person should know about a skill that says nothing to do; null when it has a step. */
export function emptinessOf(kind: SkillKind, skill: SkillDraft): string | null {
  if (kind === 'template')
    return sentence`This is a template for runbooks: its text was kept, and none of its placeholders was read as a fact.`
  if (skill.diagnosis.length > 0 || skill.resolution.length > 0) return null
  return kind === 'index'
    ? sentence`This page leads to other pages and holds no steps of its own; its text was kept.`
    : sentence`No steps for diagnosis or resolution were found; the text was kept.`
}
