'use client'
import { useTranslations } from 'next-intl'
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

/** What somebody is asked, or shown, about an account. */
export type Asked = { account: AccountView } & (
  { about: 'role' | 'disable' | 'unlink' } | ({ about: 'link' } & ShownInvitation)
)

type PeopleDialogProps = {
  asked: Asked
  onClose: () => void
  /** `said`: what the person is told once it is done. */
  change: (account: AccountView, wanted: AccountChange, said: string) => void
}

/** Asks for a new role or before an account is disabled, or shows a new invitation. */
export function PeopleDialog({ asked, onClose, change }: PeopleDialogProps) {
  const t = useTranslations('settings.peopleDialog')
  const { account, about } = asked
  const { name, email } = account
  const providers = account.linked.join(', ')
  const descriptions = {
    role: t('role.description'),
    disable: t('disable.description'),
    unlink:
      email === null
        ? t('unlink.descriptionWithoutEmail', { providers })
        : t('unlink.description', { providers, email }),
    link: t('link.description'),
  }
  return (
    <Dialog
      title={t(`${about}.title`, { name })}
      description={descriptions[about]}
      open
      onOpenChange={(open) => !open && onClose()}
    >
      {asked.about === 'link' ? <InvitationLink email={email ?? name} link={asked.link} mailed={asked.mailed} /> : null}
      {about === 'role' ? <RoleForm account={account} change={change} /> : null}
      {about === 'unlink' ? (
        <ConfirmButtons
          keep={t('keep')}
          act={t('unlink.act')}
          onConfirm={() => change(account, { unlink: true }, t('unlink.isDone', { name }))}
        />
      ) : null}
      {about === 'disable' ? (
        <ConfirmButtons
          keep={t('keep')}
          act={t('disable.act')}
          onConfirm={() => change(account, { disabled: true }, t('disable.isDone', { name }))}
        />
      ) : null}
    </Dialog>
  )
}

function RoleForm({ account, change }: Pick<PeopleDialogProps, 'change'> & { account: AccountView }) {
  const t = useTranslations('settings.peopleDialog')
  const roleLabels = useTranslations('labels.role')
  const [name, setName] = useState(account.name)
  const [role, setRole] = useState(account.role)
  const wanted = name.trim()
  return (
    <div className="space-y-4">
      <Field label={t('name')} hint={t('nameHint')}>
        {(control) => (
          <Input {...control} value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <Field label={t('roleField')}>
        {(control) => (
          <Select
            {...control}
            value={role}
            onChange={(event) => setRole(choiceOf(ROLE_CHOICES, event.target.value) ?? role)}
          >
            {ROLE_CHOICES.map((option) => (
              <option key={option} value={option}>
                {roleLabels(option)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button>{t('cancel')}</Button>
        </DialogClose>
        <DialogClose asChild>
          <Button
            variant="primary"
            disabled={wanted === ''}
            onClick={() =>
              change(account, { name: wanted, role }, t('isSaved', { account: account.name, name: wanted, role }))
            }
          >
            {t('save')}
          </Button>
        </DialogClose>
      </div>
    </div>
  )
}
