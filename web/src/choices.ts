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

/** namesOf writes codes, several with commas, by their names, or as they are while names are not known. */
export const namesOf = (codes: string, of: readonly { code: string; name: string }[] | null | undefined) =>
  codes && codes.split(',').map((code) => of?.find((o) => o.code === code)?.name ?? code).join('、')
