// What every page knows: which centre this is, and which year is shown.
import { computed, ref, shallowRef, watch } from 'vue'
import { api, ask, type Problem, type Schemas } from './api'
import { follow, state } from './books'
import { may } from './me'
import { ownQuery } from './query'

export const centre = shallowRef<Schemas['Centre']>()
export const centreProblem = shallowRef<Problem>()
export const years = ref<number[]>([])

export async function meetCentre() {
  try {
    await follow() // first: no figure may be older than the state that it is thought to be of
    centre.value = await ask(api.GET('/api/centre'))
    if (may('read.tables')) years.value = (await api.GET('/api/evaluation/years')).data?.items ?? []
    centreProblem.value = undefined
  } catch (e) {
    centreProblem.value = e as Problem
  }
}

// A new book day stands in the frame of every page.
watch(state, async (_, before) => {
  if (!before) return
  const { data } = await api.GET('/api/centre').catch(() => ({ data: undefined }))
  if (data) centre.value = data
})

/** useAskedYear is the year as the address asks for it, to be asked for on another page too. */
export function useAskedYear() {
  const { text } = ownQuery()
  return computed(() => (text('year') ? { year: text('year') } : {}))
}

/** useYear is the year in the address, else the centre's. */
export function useYear() {
  const { text } = ownQuery()
  return computed(() => Number(text('year')) || centre.value?.year || 0)
}
