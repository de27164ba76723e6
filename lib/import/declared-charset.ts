import iconv from 'iconv-lite'

const BEGINNING = 2048
/** What pages mean when they say these: the larger encodings that browsers have always read instead. */
const MEANT: Record<string, string> = {
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  ascii: 'windows-1252',
  'us-ascii': 'windows-1252',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  'x-sjis': 'shift_jis',
}

/** Encoding that an HTML page or an XML file says it is in, by a name that can be decoded; null for none. */
export function declaredCharset(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, BEGINNING)).toString('latin1')
  const said =
    /^\s{0,100}<\?xml[^>]{0,200}encoding\s{0,4}=\s{0,4}["']([\w.:-]{1,40})/i.exec(start) ??
    /<meta[^>]{0,300}charset\s{0,4}=\s{0,4}["']?([\w.:-]{1,40})/i.exec(start)
  return said?.[1] ? knownCharset(said[1]) : null
}

function knownCharset(name: string): string | null {
  const meant = MEANT[name.toLowerCase()] ?? name
  return iconv.encodingExists(meant) ? meant : null
}

/** Bytes of another encoding as UTF-8; those that are UTF-8 already, or of an unknown one, as they are. */
export function transcode(bytes: Uint8Array<ArrayBuffer>, charset: string): Uint8Array<ArrayBuffer> {
  const known = knownCharset(charset)
  if (!known || isUtf8(bytes)) return bytes
  return new Uint8Array(iconv.encode(iconv.decode(Buffer.from(bytes), known), 'utf8'))
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
