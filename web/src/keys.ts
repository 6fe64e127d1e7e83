// The keys that work on every page.
import { ref, watch } from 'vue'
import type { Router } from 'vue-router'

/**
 * single says that keys of one character do something. Who speaks to the computer, or whose hand strikes keys by chance,
 * switches them off, and they stay off.
 */
export const single = ref(localStorage.getItem('single-keys') !== '0')
watch(single, (on) => localStorage.setItem('single-keys', on ? '1' : '0'))

const typed = 'input, textarea, select, [contenteditable], .el-picker-panel'

/** lying is what lies over the page. A calendar that is closed, or a drawer, stays in the page and is not seen. */
const lying = () => [...document.querySelectorAll<HTMLElement>('[role=dialog]:not(dialog)')].filter((el) => el.ariaHidden !== 'true' && el.checkVisibility())

/** within is where the keys move: what lies over the page and does not go, else the page. */
const within = () => lying().find((el) => !el.closest('[class*=leave-active]')) ?? document.querySelector<HTMLElement>('main')

/** stops are what can be opened in each row of the lists in sight, and the button that brings more rows. */
function stops(): HTMLElement[] {
  const found: HTMLElement[] = []
  for (const el of within()?.querySelectorAll<HTMLElement>('tbody tr, .more button') ?? []) {
    const stop = el.matches('tr') ? el.querySelector<HTMLElement>('a[href], button') : el
    if (stop?.checkVisibility()) found.push(stop)
  }
  return found
}

/** step moves by one row from the row that holds the focus; from nowhere, to the first one. */
function step(by: 1 | -1): boolean {
  const list = stops()
  const row = document.activeElement?.closest('tr, .more')
  const at = list.findIndex((stop) => (row ? row.contains(stop) : stop === document.activeElement))
  const next = list[at < 0 ? 0 : at + by]
  next?.focus()
  return next !== undefined
}

const inRow = () => document.activeElement?.closest('tbody tr, .more') != null

/** back leaves a detail page for where one came from, else for its list. */
function back(router: Router): boolean {
  const list = document.querySelector<HTMLAnchorElement>('main .crumb a')
  if (!list) return false
  if (router.options.history.state.back) router.back()
  else list.click()
  return true
}

/** pressed does what a key says and reports whether it did. */
export function pressed(e: KeyboardEvent, router: Router, help: () => void, close: () => boolean): boolean {
  if (e.ctrlKey || e.altKey || e.metaKey || e.isComposing || e.defaultPrevented) return false
  if (document.querySelector('dialog[open]')) return false
  const target = e.target as HTMLElement
  const typing = target.closest(typed) !== null
  if (e.key === 'Escape') {
    if (lying().length) return false // it closes what lies there, which may have begun to go by now
    if (typing) return target.blur(), true
    return close() || back(router)
  }
  if (typing || (e.key.length === 1 && !single.value)) return false
  switch (e.key) {
    case '/': {
      const field = document.querySelector<HTMLElement>('main [data-search]')
      field?.focus()
      return field !== null
    }
    case '?':
      return help(), true
    case 'j':
      return step(1)
    case 'k':
      return step(-1)
    case 'ArrowDown':
      return inRow() && step(1)
    case 'ArrowUp':
      return inRow() && step(-1)
  }
  return false
}
