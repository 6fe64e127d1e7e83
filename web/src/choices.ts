// What the forms of the lists offer, asked for once.
import { shallowRef } from 'vue'
import { api, type Schemas } from './api'

export const choices = shallowRef<Schemas['Choices']>()

export async function meetChoices() {
  if (choices.value) return
  const { data } = await api.GET('/api/choices').catch(() => ({ data: undefined }))
  choices.value = data
}

/** office is the name of an office, or its code while names are not known. */
export const office = (code: string) => choices.value?.offices.find((o) => o.code === code)?.name ?? code
