// Questions as pages ask them: what is waited for, what went wrong, and what is read anew when the books change.
import { computed, getCurrentInstance, onActivated, onDeactivated, onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { behind, held, look, overdue, reread, state as books, tell } from './books'
import { api, ask, type Problem, type Schemas } from './client'
import { me } from './me'

export { api, ask, type Problem, type Schemas }

/** Asked is how far a question to the server has come. */
export interface Asked {
  problem: ShallowRef<Problem | undefined>
  /** waiting turns true only after a moment, so that quick answers do not flicker. */
  waiting: Ref<boolean>
  /** answered is true once there was an answer: before, nothing can be said to be empty. */
  answered: Ref<boolean>
  again: () => Promise<void>
}

export interface Loaded<T> extends Asked {
  data: ShallowRef<T | undefined>
}

export interface Pages<T> extends Asked {
  items: ShallowRef<T[]>
  more: Ref<boolean>
  /** stale is true while the rows that stand answer an earlier question. */
  stale: Ref<boolean>
  /** old is true when the books have changed and the list is too long to be read again by itself. */
  old: Ref<boolean>
  next: () => Promise<void>
}

const calm = 200 // milliseconds without any hint

/**
 * asking runs one question at a time. A late answer to an older question is dropped. What is lost with the answer goes
 * at once.
 */
function asking() {
  const problem = shallowRef<Problem>()
  const waiting = ref(false)
  const answered = ref(false)
  let turn = 0
  let gone = false
  let going: Promise<void> | undefined
  function run<T>(question: () => Promise<T> | undefined, took: (answer: T | undefined) => void, lost: () => void = () => {}) {
    const mine = ++turn
    const one = asked(mine, question, took, lost).finally(() => going === one && (going = undefined))
    return (going = one)
  }
  async function asked<T>(mine: number, question: () => Promise<T> | undefined, took: (answer: T | undefined) => void, lost: () => void) {
    const timer = setTimeout(() => mine === turn && (waiting.value = true), calm)
    problem.value = undefined
    try {
      const answer = await question()
      if (mine === turn) took(answer)
    } catch (e) {
      if (mine === turn) {
        problem.value = e as Problem
        lost()
      }
    }
    clearTimeout(timer)
    if (mine === turn) {
      waiting.value = false
      answered.value = true
    }
  }
  /**
   * quietly asks while the page asks nothing, and again from the start when the page has asked meanwhile: of two answers
   * that cross, the older one may come last, and rows read before a change would stand among rows read after it.
   */
  async function quietly<T>(questions: (still: () => boolean) => Promise<T>, took: (answer: T) => void) {
    while (!gone) {
      while (going) await going
      const mine = turn
      try {
        const answer = await questions(() => mine === turn)
        if (mine !== turn) continue
        problem.value = undefined
        return took(answer)
      } catch (e) {
        if (mine === turn) throw e
      }
    }
  }
  onScopeDispose(() => {
    turn++
    gone = true
  })
  return { problem, waiting, answered, run, quietly }
}

const soonest = 4000 // milliseconds until what was asked quietly in vain is asked again; each time twice as many,
const latest = 64_000 // and never more

/**
 * fresh asks quietly again when the books have changed while the page is in sight, or when it comes back into sight.
 * What is shown stays until the new answer is there; when none comes, it says so and asks again after a while. What leaves
 * an entry each time it is read is read again by whoever wants it, and not by the page: wait is then told that it is old.
 * The way to read it by hand comes back: what the books have become until then is no news.
 */
export function fresh(read: () => Promise<boolean>, wait?: () => void) {
  const state = computed(() => books.value && `${books.value} ${behind.value}`)
  let seen = state.value
  let shown = true
  let reading = false
  let resting = false
  let byHand = 0
  let timer = 0
  let pause = soonest
  function rest(on: boolean) {
    if (on !== resting) overdue.value += on ? 1 : -1
    resting = on
  }
  async function refresh() {
    if (reading || byHand) return // it looks whether the books have changed again
    reading = true
    clearTimeout(timer)
    while (shown && state.value !== seen) {
      const now = state.value
      if (wait && me.value?.state === 'signed-in') wait()
      else if (!(await read().catch(() => false))) {
        if (shown) timer = window.setTimeout(refresh, pause)
        rest(shown)
        pause = Math.min(2 * pause, latest)
        break
      }
      seen = now
      pause = soonest
      rest(false)
    }
    reading = false
  }
  async function hand(read: () => Promise<void>) {
    byHand++
    await look()
    const now = state.value
    await read()
    byHand--
    seen = now
    void refresh()
  }
  function leave() {
    shown = false
    clearTimeout(timer)
    rest(false)
  }
  onScopeDispose(leave)
  watch(state, refresh)
  if (getCurrentInstance()) {
    onDeactivated(leave)
    onActivated(() => {
      shown = true
      void refresh()
    })
  }
  return hand
}

export const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** said is what a question depends on, by what it says: a list is another one whenever it is made, as when one comes back. */
const said = (on: () => unknown) => () => JSON.stringify(on())

/**
 * load asks when a page opens, whenever what it depends on changes, and when the books have changed. An answer that is
 * recorded, since it shows people, is asked for again by hand only.
 */
export function load<T>(question: () => Promise<T> | undefined, on: () => unknown = () => 0, recorded = false): Loaded<T> {
  const data = shallowRef<T>()
  const { run, quietly, ...state } = asking()
  let old = false
  function wait() {
    old = true
    held()
  }
  if (getCurrentInstance()) onActivated(() => old && held()) // who left the page and comes back is told again
  const read = () => run(question, (answer) => (data.value = answer), () => (data.value = undefined))
  watch(said(on), read, { immediate: true })
  const byHand = fresh(async () => {
    await quietly(async () => question(), (answer) => {
      if (same(answer, data.value)) return
      if (data.value !== undefined) tell()
      data.value = answer
    })
    return true
  }, recorded ? wait : undefined)
  async function again() {
    old = false
    if (!recorded) return read()
    reread()
    await byHand(read)
  }
  return { data, again, ...state }
}

const mostAgain = 6 // pages of a list that are read again by themselves

/**
 * pages gathers a list page by page behind the server's cursor, from the start again when the question changes. What is
 * shown stays until the answer is there: a head that was pressed keeps the focus.
 */
export function pages<T>(
  question: (cursor: string) => Promise<{ items: T[] | null; next: string }>,
  on: () => unknown = () => 0,
  recorded = false,
): Pages<T> {
  const items = shallowRef<T[]>([])
  const more = ref(false)
  const old = ref(false)
  const stale = ref(false)
  const { run, quietly, ...state } = asking()
  let cursor = ''
  let read = 0
  const next = () => {
    const first = read === 0
    return run(
      () => question(cursor),
      (page) => {
        read++
        items.value = (first ? [] : items.value).concat(page?.items ?? [])
        stale.value = false
        cursor = page?.next ?? ''
        more.value = cursor !== ''
      },
      () => {
        if (read) return
        items.value = []
        stale.value = false
      },
    )
  }
  async function anew(still: () => boolean) {
    const found: T[] = []
    let place = ''
    for (let i = 0; i < Math.max(read, 1) && still(); i++) {
      const page = await question(place)
      found.push(...(page.items ?? []))
      place = page.next
      if (place === '') break
    }
    return { found, place }
  }
  const byHand = fresh(async () => {
    if (read > mostAgain) return (old.value = true)
    await quietly(anew, ({ found, place }) => {
      if (!same(found, items.value)) {
        if (read) tell()
        items.value = found
      }
      cursor = place
      more.value = place !== ''
      read = Math.max(read, 1) // after a question that failed: these are its first page
    })
    return true
  }, recorded ? () => (old.value = true) : undefined)
  async function again() {
    const wanted = recorded && state.answered.value
    cursor = ''
    read = 0
    more.value = old.value = state.answered.value = false
    stale.value = items.value.length > 0
    await (wanted ? byHand(next) : next())
  }
  watch(said(on), again, { immediate: true })
  return { items, more, old, stale, next, again, ...state }
}

/** to gives the address of the page of a thing, for the reference that the server gave. */
export const to = {
  voucher: (ref: string) => `/vouchers/${encodeURIComponent(ref)}`,
  loan: (ref: string) => `/loans/${encodeURIComponent(ref)}`,
  member: (no: string) => `/members/${encodeURIComponent(no)}`,
  employer: (no: string) => `/employers/${encodeURIComponent(no)}`,
  trial: (day: string) => `/trial-balance?day=${day}`,
  register: (ref: string) => `/register/${ref}`,
}

/** place is where a row or a line leads, with the word for it. */
export const place = (l: Schemas['Link']) => ({ path: to[l.kind](l.to), name: placeNames[l.kind] })
const placeNames = { voucher: '凭证', loan: '贷款', member: '个人', employer: '单位', trial: '余额表', register: '台账' } as const
