'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmButtons } from '@/components/ui/confirm-buttons'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { TimeText } from '@/components/ui/time-text'
import type { ActionResult } from '@/lib/schema/action-result'
import type { FeedTokenView } from '@/lib/schema/feed'
import { ShownOnce } from './shown-once'
import { useRunChange } from './use-run-change'

type FeedAddressesProps = {
  /** Address of this site, without a slash at the end. */
  base: string
  token: FeedTokenView | null
  patterns: { slug: string; title: string }[]
  make: () => Promise<ActionResult<{ secret: string }>>
  revoke: () => Promise<ActionResult<null>>
}

/** Makes the addresses of one's feeds and shows them, this once. */
export function FeedAddresses({ base, token, patterns, make, revoke }: FeedAddressesProps) {
  const { isPending, run } = useRunChange()
  const [secret, setSecret] = useState<string | null>(null)
  const made = (answer: { secret: string }) => {
    setSecret(answer.secret)
    return 'Your feeds have an address'
  }
  const revoked = () => {
    setSecret(null)
    return 'Your feeds are closed'
  }
  return (
    <div className="space-y-3">
      {token && (
        <p className="text-muted">
          Your feeds have had an address since <TimeText at={token.createdAt} />,{' '}
          {token.lastUsedAt ? (
            <>
              last read <TimeText at={token.lastUsedAt} />
            </>
          ) : (
            'not read yet'
          )}
          .
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {token === null ? (
          <Button variant="primary" disabled={isPending} onClick={() => run(make, made)}>
            Make addresses
          </Button>
        ) : (
          <>
            <Replacing isPending={isPending} replace={() => run(make, made)} />
            <Closing isPending={isPending} close={() => run(revoke, revoked)} />
          </>
        )}
      </div>
      {secret && <Addresses base={base} secret={secret} patterns={patterns} />}
    </div>
  )
}

function Addresses({ base, secret, patterns }: Pick<FeedAddressesProps, 'base' | 'patterns'> & { secret: string }) {
  const [slug, setSlug] = useState(patterns[0]?.slug ?? null)
  const addressOf = (file: string) => `${base}/feeds/${file}.atom?token=${secret}`
  const secrets = [
    { label: 'the address of incidents', text: addressOf('incidents') },
    { label: 'the address of action items', text: addressOf('action-items') },
    { label: 'the calendar of your due dates', text: `${base}/feeds/action-items.ics?owner=me&token=${secret}` },
    { label: 'the calendar of all due dates', text: `${base}/feeds/action-items.ics?token=${secret}` },
    ...(slug === null ? [] : [{ label: 'the address of the pattern', text: addressOf(`patterns/${slug}`) }]),
  ]
  return (
    <>
      <ShownOnce
        note="Give these to your feed reader now: they are shown this once. Whoever has one reads as you do."
        secrets={secrets}
      />
      {slug !== null && (
        <Field label="Pattern of the last address" className="max-w-80">
          {(control) => (
            <Select {...control} value={slug} onChange={(event) => setSlug(event.target.value)}>
              {patterns.map((pattern) => (
                <option key={pattern.slug} value={pattern.slug}>
                  {pattern.title}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
    </>
  )
}

function Replacing({ isPending, replace }: { isPending: boolean; replace: () => void }) {
  return (
    <Dialog
      title="Make new addresses?"
      description="The addresses of now end at once: feed readers that use them are refused."
      trigger={<Button disabled={isPending}>New addresses</Button>}
    >
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button>Keep them</Button>
        </DialogClose>
        <DialogClose asChild>
          <Button variant="primary" onClick={replace}>
            Make new addresses
          </Button>
        </DialogClose>
      </div>
    </Dialog>
  )
}

function Closing({ isPending, close }: { isPending: boolean; close: () => void }) {
  return (
    <Dialog
      title="Close your feeds?"
      description="Feed readers that use their addresses are refused at once."
      trigger={
        <Button variant="danger" disabled={isPending}>
          Close feeds
        </Button>
      }
    >
      <ConfirmButtons keep="Keep them" act="Close feeds" onConfirm={close} />
    </Dialog>
  )
}
