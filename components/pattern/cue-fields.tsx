'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useState, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { languageName } from '@/lib/render/language'
import type { ActionResult } from '@/lib/schema/action-result'

export type CheckCues = (lines: string[]) => Promise<ActionResult<(string | null)[]>>

/** Lines are checked when nobody has typed for so many milliseconds. */
const CHECK_AFTER = 400
const ROWS = { least: 4, most: 14 }

type CueFieldsProps = { cues: Record<string, string>; set: (cues: Record<string, string>) => void; check: CheckCues }

/** The words by which a pattern is recognised, a field for each language, every line checked while it is written. */
export function CueFields({ cues, set, check }: CueFieldsProps) {
  const t = useTranslations('pattern.cueFields')
  const [lang, setLang] = useState('')
  const wanted = lang.trim().toLowerCase()
  const mayAdd = /^[a-z]{2,3}$/.test(wanted) && !(wanted in cues)
  return (
    <fieldset className="space-y-3 rounded-lg border border-line px-4 py-3">
      <legend className="px-1 font-semibold">{t('title')}</legend>
      <CueSyntax />
      {Object.entries(cues).map(([own, text]) => (
        <CueField key={own} lang={own} text={text} set={(next) => set({ ...cues, [own]: next })} check={check} />
      ))}
      <div className="flex items-end gap-2">
        <Field label={t('anotherLanguage')} hint={t('anotherLanguageHint')}>
          {(control) => (
            <Input {...control} className="w-24" value={lang} onChange={(event) => setLang(event.target.value)} />
          )}
        </Field>
        <Button
          className="mb-5"
          disabled={!mayAdd}
          onClick={() => {
            set({ ...cues, [wanted]: '' })
            setLang('')
          }}
        >
          {t('add')}
        </Button>
      </div>
    </fieldset>
  )
}

const SYNTAX = ['star', 'either', 'both', 'twice', 'against'] as const

function CueSyntax() {
  const t = useTranslations('pattern.cueFields')
  const code = (chunks: ReactNode) => <code>{chunks}</code>
  return (
    <div className="space-y-1 text-xs text-muted">
      <p>{t('syntax')}</p>
      <ul className="list-disc space-y-0.5 pl-4 marker:text-faint">
        {SYNTAX.map((rule) => (
          <li key={rule}>{t.rich(rule, { code })}</li>
        ))}
      </ul>
    </div>
  )
}

function CueField(props: { lang: string; text: string; set: (text: string) => void; check: CheckCues }) {
  const { lang, text, check } = props
  const t = useTranslations('pattern.cueFields')
  const locale = useLocale()
  const [problems, setProblems] = useState<{ number: number; problem: string }[]>([])
  useEffect(() => {
    let old = false
    const timer = setTimeout(() => {
      const lines = text.split('\n')
      void check(lines)
        .then((answer) => {
          if (old || !answer.ok) return
          setProblems(answer.value.flatMap((problem, at) => (problem === null ? [] : [{ number: at + 1, problem }])))
        })
        // Saving checks them again.
        .catch(() => undefined)
    }, CHECK_AFTER)
    return () => {
      old = true
      clearTimeout(timer)
    }
  }, [text, check])
  const rows = Math.max(ROWS.least, Math.min(ROWS.most, text.split('\n').length + 1))
  const told = problems.slice(0, 5).map((one) => t('line', one))
  return (
    <Field
      label={t('cuesIn', { language: languageName(lang, locale) })}
      error={told.length > 0 ? told.join(' ') : null}
    >
      {(control) => (
        <Textarea
          {...control}
          lang={lang}
          rows={rows}
          spellCheck={false}
          className="font-mono text-xs"
          value={text}
          onChange={(event) => props.set(event.target.value)}
        />
      )}
    </Field>
  )
}
