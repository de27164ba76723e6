'use client'
import { unstable_rethrow } from 'next/navigation'
import { useTransition } from 'react'
import { toast } from 'sonner'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import type { Tone } from '@/lib/render/tone'
import type { ActionResult } from '@/lib/schema/action-result'
import type { TokenRow } from '@/lib/schema/token'

type Revoke = (id: string) => Promise<ActionResult<null>>
const STATE_TONE: Record<TokenRow['state'], Tone> = {
  active: 'green',
  expired: 'neutral',
  revoked: 'red',
  disabled: 'neutral',
}

/** API tokens that were made; secrets are not kept, the first characters tell them apart. */
export function TokenTable({ tokens, revoke }: { tokens: TokenRow[]; revoke: Revoke }) {
  return (
    <Table caption="API tokens">
      <TableHead>
        <TableRow className="last:border-b">
          <TableHeader>Name</TableHeader>
          <TableHeader>May</TableHeader>
          <TableHeader>Owner</TableHeader>
          <TableHeader>Created</TableHeader>
          <TableHeader>Last used</TableHeader>
          <TableHeader>Ends</TableHeader>
          <TableHeader>
            <span className="sr-only">Revoke</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {tokens.map((token) => (
          <TableRow key={token.id}>
            <TableCell>
              <span className="font-medium">{token.name}</span>{' '}
              <span className="font-mono text-xs text-faint">{token.prefix}…</span>{' '}
              <Badge tone={STATE_TONE[token.state]}>{token.state}</Badge>
            </TableCell>
            <TableCell>{token.scope}</TableCell>
            <TableCell>{token.owner}</TableCell>
            <TableCell>
              <TimeText at={token.createdAt} show="full" />
            </TableCell>
            <TableCell>
              {token.lastUsedAt ? (
                <TimeText at={token.lastUsedAt} show="full" />
              ) : (
                <span className="text-faint">never</span>
              )}
            </TableCell>
            <TableCell>
              {token.expiresAt ? (
                <TimeText at={token.expiresAt} show="full" />
              ) : (
                <span className="text-faint">never</span>
              )}
            </TableCell>
            <TableCell className="text-right">
              {token.state === 'active' && <RevokeButton token={token} revoke={revoke} />}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function RevokeButton({ token, revoke }: { token: TokenRow; revoke: Revoke }) {
  const [pending, start] = useTransition()
  const end = () =>
    start(async () => {
      try {
        const answer = await revoke(token.id)
        if (answer.ok) toast.success(`Token “${token.name}” revoked`)
        else toast.error(answer.message)
      } catch (error) {
        unstable_rethrow(error)
        toast.error('The server did not answer; the token may still work.')
      }
    })
  return (
    <Dialog
      title={`Revoke “${token.name}”?`}
      description="Whatever uses it is refused at once. This cannot be taken back."
      trigger={
        <Button size="sm" variant="ghost" disabled={pending}>
          Revoke
        </Button>
      }
    >
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button>Keep it</Button>
        </DialogClose>
        <DialogClose asChild>
          <Button variant="danger" onClick={end}>
            Revoke
          </Button>
        </DialogClose>
      </div>
    </Dialog>
  )
}
