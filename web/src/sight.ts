// What takes the focus is seen: in a table whole, beside the name of the row, which stays in place over the other columns.

const ring = 6 // pixels that the focus is drawn around

/** seen brings what has taken the focus into view, where what gave it the focus has not: a drawer keeps the focus within and its place. */
function seen(el: HTMLElement) {
  const frame = el.closest('.el-drawer__body')?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight }
  const { top, bottom } = el.getBoundingClientRect()
  if (bottom - top < frame.bottom - frame.top && (top < frame.top || bottom > frame.bottom)) el.scrollIntoView({ block: 'nearest' })
}

/** inSight moves the frame of a table until what has taken the focus by key lies beside the name of its row. */
export function inSight(e: FocusEvent) {
  const el = e.target as HTMLElement
  if (el.tabIndex >= 0 && el.matches(':focus-visible')) requestAnimationFrame(() => el === document.activeElement && seen(el))
  const frame = el.closest<HTMLElement>('.scroll, .sheet')
  const cell = el.closest<HTMLElement>('td, th')
  if (!frame || !cell || !el.matches(':focus-visible')) return
  const stays = [...cell.parentElement!.children].find((c) => c !== cell && getComputedStyle(c).position === 'sticky' && getComputedStyle(c).left !== 'auto')
  const place = el.getBoundingClientRect()
  const edge = frame.getBoundingClientRect()
  const left = Math.max(edge.left, stays?.getBoundingClientRect().right ?? 0) + ring
  const right = edge.right - ring
  // What is wider than the room for it is read from its start.
  if (place.right > right) frame.scrollLeft += Math.min(place.right - right, place.left - left)
  else if (place.left < left) frame.scrollLeft -= left - place.left
}
