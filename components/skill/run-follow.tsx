'use client'
import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import type { SaySentences } from '@/components/ui/said-refusal'
import { toast } from '@/components/ui/toast'
import { Panel } from '@/components/ui/panel'
import { findBranchExits, type BranchExit } from '@/lib/domain/branch-exits'
import { fillIn, findParameters, isSecretName } from '@/lib/domain/run-parameters'
import type { ActionResult } from '@/lib/schema/action-result'
import type { RunOutcome, RunView } from '@/lib/schema/skill-run'
import { RunBar, RunKeysHelp } from './run-bar'
import { RunClock } from './run-clock'
import { RunEnd } from './run-end'
import { ExitButtons, RunExit } from './run-exits'
import { RunIncident } from './run-incident'
import { RunLog } from './run-log'
import { RunNote } from './run-note'
import { RunPlan } from './run-plan'
import { RunStep } from './run-step'
import { RunSummary } from './run-summary'
import { RunValues } from './run-values'
import { useRun } from './use-run'
import { useRunKeys } from './use-run-keys'

type RunFollowProps = {
  initial: RunView
  /** The texts of the steps, rendered, in their order. */
  texts: ReactNode[]
  /** The rules of escalation, rendered. */
  rules: ReactNode[]
  incidents: { slug: string; title: string }[]
  mayWrite: boolean
  takeBack: (slug: string, id: string) => Promise<ActionResult<null>>
  sayRefusal: SaySentences
}

/** A skill as it is followed: one step at a time, with its clock, its commands, its exits and what was noted. */
export function RunFollow({ initial, texts, rules, incidents, mayWrite, takeBack, sayRefusal }: RunFollowProps) {
  const t = useTranslations('skill.runFollow')
  const followed = useRun(initial, sayRefusal)
  const { run, log, state, now, say, waiting, failure } = followed
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map())
  const [exit, setExit] = useState<{ taken: BranchExit | null } | null>(null)
  const [ending, setEnding] = useState(false)
  const step = run.plan[state.step]
  // What was typed in this tab comes first: the server keeps no secrets.
  const values = new Map<string, string | null>([...state.values, ...typed])
  const isOver = state.end !== null
  const others = run.skill.references.map((target) => target.slice('skills/'.length))

  const go = (to: number) => {
    if (to < 0) return
    setExit(null)
    if (to >= run.plan.length) setEnding(true)
    else say({ kind: 'went', step: to })
  }
  const fill = (name: string, value: string) => {
    setTyped((known) => new Map(known).set(name, value))
    say({ kind: 'filled', name, value: isSecretName(name) ? null : value })
  }
  const copy = async (index: number, asItIs = false) => {
    const code = step?.code[index]
    if (!code) {
      toast(t('noCommand'))
      return
    }
    const filled = fillIn(code, run.plan, values)
    const [missing] = filled.missing
    if (missing !== undefined && !asItIs) {
      document.querySelector<HTMLInputElement>(`[data-run-value="${CSS.escape(missing)}"]`)?.focus()
      toast(t('fillInFirst', { name: missing }))
      return
    }
    try {
      await navigator.clipboard.writeText(filled.text)
      toast.success(t('copied'))
      if (mayWrite) say({ kind: 'copied', step: state.step, code: index })
    } catch {
      toast.error(t('noClipboard'))
    }
  }
  const take = (taken: BranchExit) => {
    setExit({ taken })
    if (mayWrite) say({ kind: 'exited', step: state.step, words: taken.words, to: taken.to })
  }
  const end = (outcome: RunOutcome | null, note: string | null) => {
    setEnding(false)
    setExit(null)
    say({ kind: 'ended', outcome, note })
  }
  const exits = step ? findBranchExits(step, run.skill.references) : []
  const leave = () => (exits.length === 1 && exits[0] ? take(exits[0]) : setExit({ taken: null }))
  useRunKeys(
    mayWrite && !isOver
      ? {
          next: () => go(state.step + 1),
          previous: () => go(state.step - 1),
          copy: () => void copy(0),
          exit: leave,
          note: () => document.querySelector<HTMLInputElement>('[data-run-note]')?.focus(),
          end: () => setEnding(true),
        }
      : null,
  )
  return (
    <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="min-w-0 space-y-4">
        <RunNotice waiting={waiting} failure={failure} />
        {isOver ? (
          <RunSummary run={run} state={state} mayWrite={mayWrite} takeBack={takeBack} onOpened={followed.sync} />
        ) : (
          step && (
            <section aria-labelledby="step-title" className="space-y-4">
              <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line pb-2">
                <h2 id="step-title" className="text-sm font-semibold" aria-live="polite">
                  {t('step', { step: state.step + 1, steps: run.plan.length })}
                </h2>
                <RunClock run={run} state={state} now={now} />
              </header>
              <RunValues names={findParameters([step])} values={values} onFill={fill} disabled={!mayWrite} />
              <RunStep
                step={step}
                plan={run.plan}
                text={texts[state.step]}
                values={values}
                onCopy={(index, asItIs) => void copy(index, asItIs)}
              />
              <ExitButtons exits={exits} onExit={take} />
              {exit && (
                <RunExit
                  exit={exit.taken}
                  rules={rules}
                  others={others}
                  onClose={() => setExit(null)}
                  onEnd={() => setEnding(true)}
                />
              )}
              {mayWrite && <RunNote onNote={(text) => say({ kind: 'noted', step: state.step, text })} />}
              {mayWrite && (
                <RunBar
                  isFirst={state.step === 0}
                  isLast={state.step === run.plan.length - 1}
                  hasCommand={step.code.length > 0}
                  onPrevious={() => go(state.step - 1)}
                  onNext={() => go(state.step + 1)}
                  onCopy={() => void copy(0)}
                  onExit={leave}
                />
              )}
            </section>
          )
        )}
      </div>
      <aside className="min-w-0 space-y-4" aria-label={t('aboutRun')}>
        <Panel title={t('steps')} id="plan" count={run.plan.length}>
          <RunPlan run={run} state={state} now={now} onGo={mayWrite && !isOver ? go : null} />
        </Panel>
        {mayWrite && <RunIncident run={run} incidents={incidents} onLink={followed.link} />}
        <Panel title={t('log')} id="log">
          <RunLog run={run} log={log} />
        </Panel>
        {mayWrite && !isOver && <RunKeysHelp />}
      </aside>
      <RunEnd open={ending} onOpenChange={setEnding} onEnd={end} />
    </div>
  )
}

/** Says that something waits, or what the server refused. */
function RunNotice({ waiting, failure }: { waiting: number; failure: string | null }) {
  const t = useTranslations('skill.runFollow')
  if (waiting === 0 && failure === null) return null
  return (
    <p role="status" className="rounded-md border border-amber-line bg-amber-tint px-3 py-2 text-amber-ink">
      {failure ?? t('waiting', { count: waiting })}
    </p>
  )
}
