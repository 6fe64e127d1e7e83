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
