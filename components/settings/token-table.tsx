'use client'
import { useState } from 'react'
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
const COLUMNS = ['Name', 'May', 'Owner', 'Last used', 'Ends']

/** API tokens that were made; secrets are not kept, the first characters tell them apart. */
export function TokenTable({ tokens, revoke, rotate }: { tokens: TokenRow[]; revoke: Revoke; rotate: Rotate }) {
  const [successor, setSuccessor] = useState<Successor | null>(null)
  return (
    <>
      {successor && (
        <div className="border-b border-line p-3">
          <TokenSecret secret={successor.secret}>
            Copy the new token of “{successor.name}” now: it is shown this once. The old one works until{' '}
            <TimeText at={successor.olderEndsAt} />.
          </TokenSecret>
        </div>
      )}
      <Table caption="API tokens">
        <TableHead>
          <TableRow className="last:border-b">
            {COLUMNS.map((column) => (
              <TableHeader key={column}>{column}</TableHeader>
            ))}
            <TableHeader>
              <span className="sr-only">Rotate or revoke</span>
            </TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {tokens.map((token) => (
            <TableRow key={token.id}>
              <TableCell>
                <TokenName token={token} />
              </TableCell>
              <TableCell>{token.scope}</TableCell>
              <TableCell>
                {token.owner} {token.ownerKind === 'service' && <Badge>service</Badge>}
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
                    {token.replacedBy === null && (
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
  return at === null ? <span className="text-faint">never</span> : <TimeText at={at} show="full" />
}

function TokenName({ token }: { token: TokenRow }) {
  const { name, prefix, state, ending, parent, breakGlass, replaces, replacedBy, createdAt } = token
  return (
    <>
      <span className="font-medium">{name}</span> <span className="font-mono text-xs text-faint">{prefix}…</span>{' '}
      <Badge tone={STATE_TONE[state]}>{state}</Badge> {ending && <Badge tone="amber">ends soon</Badge>}
      <span className="block text-xs text-muted">
        made <TimeText at={createdAt} show="full" />
        {parent && <Note words="with" token={parent} beside={name} />}
        {breakGlass && ', in a break-glass session'}
        {replaces && <Note words="in place of" token={replaces} beside={name} />}
        {replacedBy && <Note words="replaced by" token={replacedBy} beside={name} />}
      </span>
    </>
  )
}

/** Another token by its first characters, and by its name where that is not the one that stands there already. */
function Note(props: { words: string; token: { name: string; prefix: string }; beside: string }) {
  const { name, prefix } = props.token
  return (
    <>
      , {props.words} {name !== props.beside && `${name} `}
      <span className="font-mono">{prefix}…</span>
    </>
  )
}
