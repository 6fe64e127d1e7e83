// What a page does when somebody asks for a change: it says what came of it, or what stands against it.
import { ref, shallowRef } from 'vue'
import type { Problem } from './api'

/** acting does things one after the other; after each that succeeds the page is read anew. */
export function acting(again: () => unknown) {
  const wrong = shallowRef<Problem>()
  const said = ref('')
  const busy = ref(false)
  let key = crypto.randomUUID()
  /** act does something, which gives what to say of it. Its request key stays while one asks again after a failure. */
  async function act(what: (key: string) => Promise<string>) {
    wrong.value = undefined
    said.value = ''
    busy.value = true
    try {
      said.value = await what(key)
      key = crypto.randomUUID()
      await again()
      return true
    } catch (e) {
      wrong.value = e as Problem
      return false
    } finally {
      busy.value = false
    }
  }
  return { wrong, said, busy, act }
}

/** attempting does one thing at a time, which comes to something or leaves what stands against it. */
export function attempting() {
  const problem = shallowRef<Problem>()
  const busy = ref(false)
  async function run(what: () => Promise<unknown>) {
    busy.value = true
    problem.value = undefined
    try {
      await what()
    } catch (e) {
      problem.value = e as Problem
    }
    busy.value = false
    return !problem.value
  }
  return { problem, busy, run }
}
