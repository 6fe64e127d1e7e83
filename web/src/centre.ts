// What every page knows: which centre this is, and which year is shown.
import { computed, ref, shallowRef } from 'vue'
import { api, ask, type Problem, type Schemas } from './api'
import { ownQuery } from './query'

export const centre = shallowRef<Schemas['Centre']>()
export const centreProblem = shallowRef<Problem>()
export const years = ref<number[]>([])

export async function meetCentre() {
  try {
    centre.value = await ask(api.GET('/api/centre'))
    years.value = (await ask(api.GET('/api/evaluation/years'))).items ?? []
    centreProblem.value = undefined
  } catch (e) {
    centreProblem.value = e as Problem
  }
}

/** useYear is the year in the address, else the centre's. */
export function useYear() {
  const { text } = ownQuery()
  return computed(() => Number(text('year')) || centre.value?.year || 0)
}
