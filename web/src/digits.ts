// A Chinese input method writes digits as wide as characters (１２３). They are digits, in every field that holds a number,
// a date or a search.

const fields = 'input:is([inputmode], [data-search], [data-digits], .el-date-editor input)'
const number = /^[\d０-９.,\-/．，－／\s]*$/

/** narrow writes wide digits as digits, and in what is a number or a date, its signs too. One character stays one. */
export const narrow = (text: string) =>
  text.replace(number.test(text) ? /[０-９．，－／]/g : /[０-９]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))

/** asDigits rewrites what is typed before anything else reads it, and leaves the caret where it was. */
export function asDigits(e: Event) {
  const field = e.target as HTMLInputElement
  if (!field.matches?.(fields) || (e as InputEvent).isComposing) return
  const text = narrow(field.value)
  if (text === field.value) return
  const caret = field.selectionStart
  field.value = text
  field.setSelectionRange(caret, caret)
}

/** dayOf is the day that a text means, as 2024-06-30, however it is written, or nothing when there is no such day. */
export function dayOf(text: string): string | undefined {
  const plain = narrow(text).replace(/\s/g, '')
  const [, y, m, d] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(plain) ?? []
  if (!y || !m || !d) return undefined
  const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  const real = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(day) ? day : undefined
}
