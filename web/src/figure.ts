// Which figure of a page lies open. It stands in the address, so that whoever comes back finds it open.
import { useRouter } from 'vue-router'
import { ownQuery } from './query'

/** ownFigure is the figure in the page's own address, with how it is opened and closed. */
export function ownFigure() {
  const { path, query, text, go } = ownQuery()
  const router = useRouter()
  const at = () => text('figure')
  const show = (figure: string) => go({ figure })
  /** close goes back to the page as it was before, where one came from there; else it takes the figure out of the address. */
  function close() {
    const rest = Object.entries(query.value).filter(([key]) => key !== 'figure' && key !== 'sort') // its list's order
    const without = router.resolve({ path, query: Object.fromEntries(rest) }).fullPath
    if (router.options.history.state.back === without) router.back()
    else void router.replace(without)
  }
  return { at, show, close }
}
