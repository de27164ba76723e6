import { readFileSync } from 'node:fs'
import { connect, type AddressInfo, type Server, type Socket } from 'node:net'
import { log } from './log'
import { quietMoment } from './quiet-moment'

/** What Node's server listens with. `listen` on a port that is open already changes how many connections may wait at it. */
type Handle = { listen: (backlog: number) => number }
/** What a connection is made with: the kernel knows the other side, 0, or not yet. */
type PlugHandle = { getpeername: (into: object) => number }

/** Where Linux lists the connections of this network, by the version of IP. */
const TABLES = ['/proc/net/tcp', '/proc/net/tcp6']
/** In these lists: a connection that is made, one that the other side has closed already, one that is being made. */
const ESTABLISHED = '01'
const CLOSE_WAIT = '08'
const HALF_OPEN = '03'
/** Addresses by which a server that listens everywhere reaches itself. */
const EVERYWHERE = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '::1'],
])

export type AtThePort = {
  /** Ports of those whose connection is made and was not taken yet. */
  waiting: number[]
  /** Connections that are being made. */
  halfOpen: number
}

/** Reads one of Linux' lists as to one port of this machine. A connection that no process has taken has no inode. */
export function readPort(table: string, port: number): AtThePort {
  const found: AtThePort = { waiting: [], halfOpen: 0 }
  for (const line of table.split('\n').slice(1)) {
    const [, local, remote, state, , , , , , inode] = line.trim().split(/\s+/)
    if (local === undefined || remote === undefined || portOf(local) !== port) continue
    if (state === HALF_OPEN) found.halfOpen++
    else if ((state === ESTABLISHED || state === CLOSE_WAIT) && inode === '0') found.waiting.push(portOf(remote))
  }
  return found
}

const portOf = (address: string): number => Number.parseInt(address.slice(address.lastIndexOf(':') + 1), 16)

/**
 * Closes a port at a moment at which nobody stands at it. The kernel makes connections before the process takes them, Node takes them one
 * after another, and closing the port resets all that wait: under load there is always somebody. So the port is told that one may wait at
 * a time, and that one is a connection of ours. While it waits the kernel ignores whoever else knocks; they knock again after a second,
 * when they are refused as at any port that is closed (docs/decisions/0042-closing-the-port.md).
 *
 * Takes the server, `close`, which closes it at once, and for how many milliseconds the moment is waited for: when they are over the port
 * is closed whoever stands at it. Where the kernel does not say who waits, on other systems than Linux, it is closed in a moment in which
 * the process has nothing to do.
 */
export async function closePort(server: Server, close: () => void, patience: number): Promise<void> {
  const address = server.address()
  const handle = handleOf(server)
  if (handle === null || address === null || typeof address === 'string' || atThePort(address.port) === null) {
    await quietMoment()
    return close()
  }
  handle.listen(0)
  const alone = await new Promise<boolean>((resolve) => plugUntilAlone(server, address, { close, patience, resolve }))
  if (!alone) log.warn('the port was closed while somebody may have stood at it')
}

/** The handle has no public name; without it nothing is lost but the moment. */
function handleOf(server: Server): Handle | null {
  const { _handle: handle } = server as Server & { _handle?: Partial<Handle> | null }
  return typeof handle?.listen === 'function' ? (handle as Handle) : null
}

type Waiting = { close: () => void; patience: number; resolve: (alone: boolean) => void }

/** Knocks whenever a connection was taken, which leaves a place: it has to be ours before the event loop turns. */
function plugUntilAlone(server: Server, address: AddressInfo, { close, patience, resolve }: Waiting): void {
  const giveUpAt = performance.now() + patience
  let open = true
  const attempt = () => {
    const plug = knock(address)
    // Its connection is asked for in a tick of its own, which comes before this one.
    process.nextTick(() => {
      const alone = waitsAlone(plug, address.port)
      if (open && (alone || performance.now() > giveUpAt)) {
        open = false
        server.off('connection', attempt)
        clearTimeout(timer)
        // In the same turn: later somebody may stand there again.
        close()
        resolve(alone)
      }
      plug.destroy()
    })
  }
  // When ours is turned away and nobody comes either, no connection is taken that could begin the next attempt.
  const timer = setTimeout(attempt, patience + 1)
  server.on('connection', attempt)
  attempt()
}

/** Begins a connection to ourselves; the kernel makes it before the next turn of the event loop. */
function knock({ port, address }: AddressInfo): Socket {
  const plug = connect(port, EVERYWHERE.get(address) ?? address)
  plug.on('error', () => undefined)
  return plug
}

/** Where Node does not tell it counts as made, and the lists decide. */
function isMade(plug: Socket): boolean {
  const { _handle: handle } = plug as Socket & { _handle?: Partial<PlugHandle> | null }
  return typeof handle?.getpeername !== 'function' || handle.getpeername({}) === 0
}

function waitsAlone(plug: Socket, port: number): boolean {
  // The lists are those of the whole machine, and reading them may take a while: not as long as others stand in the way.
  if (!isMade(plug)) return false
  const found = atThePort(port)
  return found?.halfOpen === 0 && found.waiting.length === 1 && found.waiting[0] === plug.localPort
}

/** Null where it cannot be known. A machine without IPv6 has one list only. */
function atThePort(port: number): AtThePort | null {
  const tables = TABLES.flatMap((file) => readTable(file) ?? []).map((table) => readPort(table, port))
  if (tables.length === 0) return null
  return {
    waiting: tables.flatMap(({ waiting }) => waiting),
    halfOpen: tables.reduce((sum, { halfOpen }) => sum + halfOpen, 0),
  }
}

function readTable(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
