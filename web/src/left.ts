// Where one stood on a page when it was left, so that whoever comes back goes on from there.

const stood = new Map<string, WeakRef<HTMLElement>>() // by path, as pages are kept
let at = place()

/** place is how far one has gone: going back leads to a lesser one. */
function place(): number {
  return (history.state as { position?: number } | null)?.position ?? 0
}

/** leave remembers what has the focus in the page that is left. */
export function leave(path: string) {
  const el = document.activeElement
  if (el instanceof HTMLElement && el.parentElement?.closest('main')) stood.set(path, new WeakRef(el))
  else stood.delete(path)
}

/**
 * arrive puts the focus where a screen reader goes on: at the beginning of a new page, and back on a page that was left,
 * at what led away from it, in whatever frame that lies.
 */
export function arrive(path: string) {
  const back = place() < at
  at = place()
  requestAnimationFrame(() => {
    const el = back ? stood.get(path)?.deref() : undefined
    const kept = el?.isConnected && el.checkVisibility() ? el : undefined
    ;(kept ?? document.querySelector<HTMLElement>('main'))?.focus({ preventScroll: true })
    kept?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
}
