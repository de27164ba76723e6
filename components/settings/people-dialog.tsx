'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmButtons } from '@/components/ui/confirm-buttons'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { AccountChange, AccountView, ShownInvitation } from '@/lib/schema/account'
import { choiceOf, ROLE_CHOICES } from '@/lib/schema/choices'
import { InvitationLink } from './people-invite'
import { ROLE_WORDS } from './people-words'

/** What somebody is asked, or shown, about an account. */
export type Asked = { account: AccountView } & (
  { about: 'role' | 'disable' | 'unlink' } | ({ about: 'link' } & ShownInvitation)
)

type PeopleDialogProps = {
  asked: Asked
  onClose: () => void
  change: (account: AccountView, wanted: AccountChange, said: string) => void
}

/** Asks for a new role or before an account is disabled, or shows a new invitation. */
export function PeopleDialog({ asked, onClose, change }: PeopleDialogProps) {
  const { account, about } = asked
  const titles = {
    role: `Name and role of ${account.name}`,
    disable: `Disable ${account.name}?`,
    unlink: `Forget how ${account.name} signs in?`,
    link: `Invitation of ${account.name}`,
  }
  const descriptions = {
    role: 'A role counts from the next thing that they do.',
    disable:
      'They are signed out and their tokens are refused at once. What they wrote stays. You can enable them again.',
    unlink: `They have signed in by ${account.linked.join(', ')}. Whoever comes from there next with the address ${account.email ?? 'of the account'}, vouched for by the provider, is this person. For when their identity there was made anew.`,
    link: 'It works once, within seven days.',
  }
  return (
    <Dialog title={titles[about]} description={descriptions[about]} open onOpenChange={(open) => !open && onClose()}>
      {asked.about === 'link' ? (
        <InvitationLink email={account.email ?? account.name} link={asked.link} mailed={asked.mailed} />
      ) : null}
      {about === 'role' ? <RoleForm account={account} change={change} /> : null}
      {about === 'unlink' ? (
        <ConfirmButtons
          keep="Keep"
          act="Forget"
          onConfirm={() => change(account, { unlink: true }, 'may sign in with a new identity')}
        />
      ) : null}
      {about === 'disable' ? (
        <ConfirmButtons
          keep="Keep"
          act="Disable"
          onConfirm={() => change(account, { disabled: true }, 'is disabled')}
        />
      ) : null}
    </Dialog>
  )
}

function RoleForm({ account, change }: Pick<PeopleDialogProps, 'change'> & { account: AccountView }) {
  const [name, setName] = useState(account.name)
  const [role, setRole] = useState(account.role)
  const wanted = name.trim()
  return (
    <div className="space-y-4">
      <Field label="Name" hint="As others see it on comments, reviews and in the audit log.">
        {(control) => (
          <Input {...control} value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <Field label="Role">
        {(control) => (
          <Select
            {...control}
            value={role}
            onChange={(event) => setRole(choiceOf(ROLE_CHOICES, event.target.value) ?? role)}
          >
            {ROLE_CHOICES.map((option) => (
              <option key={option} value={option}>
                {ROLE_WORDS[option]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <DialogClose asChild>
          <Button
            variant="primary"
            disabled={wanted === ''}
            onClick={() =>
              change(account, { name: wanted, role }, `is saved: ${wanted}, ${ROLE_WORDS[role].toLowerCase()}`)
            }
          >
            Save
          </Button>
        </DialogClose>
      </div>
    </div>
  )
}
