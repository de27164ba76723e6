'use client'
import { useEffect, useState } from 'react'
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
  const [lang, setLang] = useState('')
  const wanted = lang.trim().toLowerCase()
  const mayAdd = /^[a-z]{2,3}$/.test(wanted) && !(wanted in cues)
  return (
    <fieldset className="space-y-3 rounded-lg border border-line px-4 py-3">
      <legend className="px-1 font-semibold">Words it is recognised by</legend>
      <CueSyntax />
      {Object.entries(cues).map(([own, text]) => (
        <CueField key={own} lang={own} text={text} set={(next) => set({ ...cues, [own]: next })} check={check} />
      ))}
      <div className="flex items-end gap-2">
        <Field label="Another language" hint="Its code, such as de or ru.">
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
          Add
        </Button>
      </div>
    </fieldset>
  )
}

function CueSyntax() {
  return (
    <div className="space-y-1 text-xs text-muted">
      <p>
        A cue on each line: words in their order. All of its words have to stand near each other, not negated, for the
        cue to count.
      </p>
      <ul className="list-disc space-y-0.5 pl-4 marker:text-faint">
        <li>
          <code>expir*</code>, <code>*key</code>: a star leaves that end of a word open
        </li>
        <li>
          <code>cert|certificate expired</code>: either word; those of several words with hyphens
        </li>
        <li>
          <code>cache + key rotation</code>: both, in one or two neighbouring sentences, in any order
        </li>
        <li>
          <code>^2</code> at the end: counts twice (0.1 to 5)
        </li>
        <li>
          <code>not: planned maintenance</code>: speaks against it; <code>plan: rotate keys</code>: a planned change
          that can set it off
        </li>
      </ul>
    </div>
  )
}

function CueField(props: { lang: string; text: string; set: (text: string) => void; check: CheckCues }) {
  const { lang, text, check } = props
  const [problems, setProblems] = useState<string[]>([])
  useEffect(() => {
    let old = false
    const timer = setTimeout(() => {
      const lines = text.split('\n')
      void check(lines)
        .then((answer) => {
          if (old || !answer.ok) return
          setProblems(answer.value.flatMap((problem, at) => (problem === null ? [] : [`Line ${at + 1}: ${problem}`])))
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
  return (
    <Field label={`Cues, ${languageName(lang)}`} error={problems.length > 0 ? problems.slice(0, 5).join(' ') : null}>
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
