'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmButtons } from '@/components/ui/confirm-buttons'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import type { AccountChange, AccountView } from '@/lib/schema/account'
import { choiceOf, ROLE_CHOICES } from '@/lib/schema/choices'
import { InvitationLink } from './people-invite'
import { ROLE_WORDS } from './people-words'

/** What somebody is asked, or shown, about an account. */
export type Asked = { account: AccountView } & ({ about: 'role' | 'disable' } | { about: 'link'; link: string })

type PeopleDialogProps = {
  asked: Asked
  onClose: () => void
  change: (account: AccountView, wanted: AccountChange, said: string) => void
}

/** Asks for a new role or before an account is disabled, or shows a new invitation. */
export function PeopleDialog({ asked, onClose, change }: PeopleDialogProps) {
  const { account, about } = asked
  const titles = {
    role: `Role of ${account.name}`,
    disable: `Disable ${account.name}?`,
    link: `Invitation of ${account.name}`,
  }
  const descriptions = {
    role: 'It counts from the next thing that they do.',
    disable:
      'They are signed out and their tokens are refused at once. What they wrote stays. You can enable them again.',
    link: 'It works once, within seven days.',
  }
  return (
    <Dialog title={titles[about]} description={descriptions[about]} open onOpenChange={(open) => !open && onClose()}>
      {asked.about === 'link' ? <InvitationLink email={account.email ?? account.name} link={asked.link} /> : null}
      {about === 'role' ? <RoleForm account={account} change={change} /> : null}
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
  const [role, setRole] = useState(account.role)
  return (
    <div className="space-y-4">
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
          <Button variant="primary" onClick={() => change(account, { role }, `has the role ${role} now`)}>
            Save
          </Button>
        </DialogClose>
      </div>
    </div>
  )
}
