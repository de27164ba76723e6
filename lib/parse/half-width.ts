/**
 * The same text with full-width digits and the marks of times and dates as plain ones ("１４：３２" as "14:32"): as long as before,
 * so that places found in it are places in `text`.
 */
export function halfWidth(text: string): string {
  if (!/[０-９]/.test(text)) return text
  return text.replace(/[０-９：．／－]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
}
