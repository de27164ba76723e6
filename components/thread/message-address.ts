import { hrefOf } from '@/lib/render/links'

/** Anchor of a message on the page of its thread. */
export function anchorOf(id: string): string {
  return `m-${id}`
}

/** Address of a message on the page of its thread. */
export function hrefOfMessage(thread: string, id: string): string {
  return `${hrefOf('thread', thread)}#${encodeURIComponent(anchorOf(id))}`
}

/** An address that comes from a source, when following it is harmless; else null. */
export function webHref(url: string | null): string | null {
  return url !== null && /^https?:\/\//i.test(url) ? url : null
}

/** "#incidents" of a channel; a name that brings its own mark keeps it. */
export function channelName(name: string): string {
  return /^[#@]/.test(name) ? name : `#${name}`
}
