'use client'
import { useTranslations } from 'next-intl'
import { Fragment, useState, type ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import type { Tone } from '@/lib/render/tone'
import type { TokenRow } from '@/lib/schema/token'
import { RevokeButton, RotateButton, type Revoke, type Rotate, type Successor } from './token-actions'
import { TokenSecret } from './token-secret'

const STATE_TONE: Record<TokenRow['state'], Tone> = {
  active: 'green',
  expired: 'neutral',
  revoked: 'red',
  disabled: 'neutral',
}
const COLUMNS = ['name', 'may', 'owner', 'lastUsed', 'ends'] as const

/** API tokens that were made; secrets are not kept, the first characters tell them apart. */
export function TokenTable({ tokens, revoke, rotate }: { tokens: TokenRow[]; revoke: Revoke; rotate: Rotate }) {
  const t = useTranslations('settings.tokenTable')
  const [successor, setSuccessor] = useState<Successor | null>(null)
  return (
    <>
      {successor && (
        <div className="border-b border-line p-3">
          <TokenSecret secret={successor.secret}>
            {t.rich('rotated', { name: successor.name, time: () => <TimeText at={successor.olderEndsAt} /> })}
          </TokenSecret>
        </div>
      )}
      <Table caption={t('caption')}>
        <TableHead>
          <TableRow className="last:border-b">
            {COLUMNS.map((column) => (
              <TableHeader key={column}>{t(`columns.${column}`)}</TableHeader>
            ))}
            <TableHeader>
              <span className="sr-only">{t('actions')}</span>
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {tokens.map((token) => (
            <TableRow key={token.id}>
              <TableCell>
                <TokenName token={token} />
              </TableCell>
              <TableCell>{t(`scopes.${token.scope}`)}</TableCell>
              <TableCell>
                {token.owner} {token.ownerKind === 'service' && <Badge>{t('service')}</Badge>}
              </TableCell>
              <TableCell>
                <Moment at={token.lastUsedAt} />
              </TableCell>
              <TableCell>
                <Moment at={token.expiresAt} />
              </TableCell>
              <TableCell className="right-0 bg-surface text-right whitespace-nowrap max-sm:sticky">
                {token.state === 'active' && (
                  <>
                    {token.replacedBy === null && (token.isYours || token.ownerKind === 'service') && (
                      <RotateButton token={token} rotate={rotate} onRotated={setSuccessor} />
                    )}
                    <RevokeButton token={token} revoke={revoke} />
                  </>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  )
}

function Moment({ at }: { at: string | null }) {
  const t = useTranslations('settings.tokenTable')
  return at === null ? <span className="text-faint">{t('never')}</span> : <TimeText at={at} show="full" />
}

function TokenName({ token }: { token: TokenRow }) {
  const t = useTranslations('settings.tokenTable')
  const { name, prefix, state, ending, parent, breakGlass, replaces, replacedBy, createdAt } = token
  const other = (one: OtherToken) => ({ token: () => <OtherName token={one} beside={name} /> })
  const notes: ReactNode[] = [
    t.rich('made', { time: () => <TimeText at={createdAt} show="full" /> }),
    parent && t.rich('madeWith', other(parent)),
    breakGlass && t('breakGlass'),
    replaces && t.rich('replaces', other(replaces)),
    replacedBy && t.rich('replacedBy', other(replacedBy)),
  ]
  return (
    <>
      <span className="font-medium">{name}</span> <span className="font-mono text-xs text-faint">{prefix}…</span>{' '}
      <Badge tone={STATE_TONE[state]}>{t(`states.${state}`)}</Badge>{' '}
      {ending && <Badge tone="amber">{t('endsSoon')}</Badge>}
      <span className="block text-xs text-muted">
        {notes.filter(Boolean).map((note, index) => (
          <Fragment key={index}>
            {index > 0 && ', '}
            {note}
          </Fragment>
        ))}
      </span>
    </>
  )
}

type OtherToken = NonNullable<TokenRow['parent']>

/** Another token by its first characters, and by its name where that is not the one that stands there already. */
function OtherName({ token: { name, prefix }, beside }: { token: OtherToken; beside: string }) {
  return (
    <>
      {name !== beside && `${name} `}
      <span className="font-mono">{prefix}…</span>
    </>
  )
}
