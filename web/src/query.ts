import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'
import { tells } from './telling'

/**
 * ownQuery is the query of the address while it is this page's address. A page that waits in the background keeps what
 * it was asked, and so its rows and its place.
 */
export function ownQuery() {
  const route = useRoute()
  const path = route.path
  const query = shallowRef<LocationQuery>(route.query)
  watch(
    () => route.fullPath,
    () => {
      if (route.path === path) query.value = route.query
    },
  )
  const text = (key: string) => {
    const value = query.value[key]
    return typeof value === 'string' ? value : ''
  }
  /**
   * go asks anew: what is given is set or, when empty, left out; the rest of the address stays. What tells a number of
   * somebody never comes to stand in the address, and the question is refused.
   */
  const router = useRouter()
  const go = (change: Record<string, string>) => {
    const next = Object.entries({ ...query.value, ...change }).filter(([, value]) => value)
    query.value = Object.fromEntries(next)
    return next.some(([, value]) => typeof value === 'string' && tells(value)) ? Promise.resolve() : router.push({ path, query: query.value })
  }
  /** narrowed is true while a condition stands in the address: an order is none. */
  const narrowed = computed(() => Object.keys(query.value).some((key) => key !== 'sort'))
  return { path, query, text, go, narrowed, asked: () => JSON.stringify(query.value) }
}
