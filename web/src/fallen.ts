// What has the focus may go away while it has it, as the heads of a list that cannot be read, and a button that is there
// until it is pressed. The focus would fall out of the page; it goes on where one goes on.
let last: Element | undefined
addEventListener('focusin', (e) => (last = e.target as Element))

/** fallen is what had the focus and went away with it, until something takes it. */
export const fallen = () => (document.activeElement === document.body && last?.isConnected === false ? last : undefined)

/** beside is the frame of a list that stands at something or, on the same level, next behind or before it. */
export function beside(el: Element | null | undefined, way: 'nextElementSibling' | 'previousElementSibling' = 'nextElementSibling'): Element | undefined {
  while (el && !el.matches('.sheet')) el = el[way]
  return el ?? undefined
}

/** rowOf gives the focus to what can be opened in a row of a list, and reports whether there is such a thing. */
export function rowOf(frame: Element | undefined, at: number): boolean {
  const stop = frame?.querySelectorAll('tbody tr')[at]?.querySelector<HTMLElement>('a[href], button')
  stop?.focus()
  return Boolean(stop)
}
