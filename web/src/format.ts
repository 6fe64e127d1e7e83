// How numbers, money and dates are written on screen.

const grouped = new Intl.NumberFormat('zh-CN')

/** yuan writes fen as yuan with separators and two decimals. It splits digits and never divides. */
export function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`
}

/** large says a sum in 万元 or 亿元 as well, or nothing for a small one. */
export function large(fen: number): string {
  const size = Math.abs(fen)
  const two = (n: number) => n.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',')
  if (size >= 1e10) return `${two(fen / 1e10)} 亿元`
  if (size >= 1e6) return `${two(fen / 1e6)} 万元`
  return ''
}

/** inUnitOf writes the marks of an axis whose greatest value is most fen, all in one unit: 万元, 亿元 or 元. */
export function inUnitOf(most: number): (fen: number) => string {
  const [size, name] = most >= 1e10 ? [1e10, '亿元'] : most >= 1e6 ? [1e6, '万元'] : [100, '元']
  return (fen) => (fen === 0 ? '0' : `${axis.format(fen / size)} ${name}`)
}
const axis = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 })

/** when writes the moment of an entry as a day and a time of day, to the second. */
export const when = (at: string) => `${at.slice(0, 10)} ${at.slice(11, 19)}`

/** ofSurplus is true of the measures that the statement of income and expense (收支表) adds up to. */
export const ofSurplus = (measure: string) => ['fund.surplus.amount', 'fund.income.amount', 'fund.expense.amount'].includes(measure)

/** percent writes a part of all with two decimals, half up, as shares are measured; nothing of nothing is —. */
export const percent = (part: number, all: number) => (all ? `${(Math.floor((part * 20_000 + all) / (2 * all)) / 100).toFixed(2)}%` : '—')

export const count = (n: number) => grouped.format(n)

/** points writes a score as the tables do: two decimals where there are any. */
export const points = (n: number | null | undefined) =>
  n == null ? '—' : Number.isInteger(n) ? String(n) : n.toFixed(2)

/** short tells an amount, which is never broken over two lines, from a sentence, which is. */
export const short = (text: string) => text.length <= 12

/** monthName writes 2024-06 as 6月. */
export const monthName = (month: string) => `${Number(month.slice(5))}月`

const turning = /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
/**
 * apart gives a text of a file or a person a direction of its own, where words of the program stand beside it in one line.
 * Otherwise a name from right to left, or a hidden mark, would turn those words round. The marks go: they could end what
 * holds them.
 */
export const apart = (text: string) => (turning.test(text) ? `\u2068${text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')}\u2069` : text)

/** rowLabel names a row of a table: by its place and its indicator, whose name a paper may break over lines. */
export const rowLabel = (r: { no: number; level3: string }) => `第${r.no}行 ${apart(r.level3.replace(/\s+/g, ''))}`
