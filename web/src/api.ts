// The typed client of the server. Types come from the OpenAPI document that the server's own handlers make.
import createClient from 'openapi-fetch'
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { components, paths } from './client.gen'

export type Schemas = components['schemas']
export type Problem = Pick<Schemas['Problem'], 'title' | 'next' | 'trace' | 'code' | 'status'>

export const api = createClient<paths>({ baseUrl: '/' })

const offline: Problem = {
  title: '连接不上服务程序。',
  next: '请确认程序仍在运行，然后重试。',
  trace: '',
  code: 'client.offline',
  status: 0,
}

type Answer<T> = { data?: T; error?: unknown }

/** ask gives what the server answers, and throws a Problem for everything else. */
export async function ask<T>(request: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await request
  } catch {
    throw offline
  }
  if (answer.data !== undefined) return answer.data
  const e = answer.error as Partial<Problem> | undefined
  throw e && typeof e.title === 'string' ? e : { ...offline, title: '服务程序没有给出可读的答复。', next: '请稍后重试。' }
}

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
  next: () => Promise<void>
}

const calm = 200 // milliseconds without any hint

/** asking runs one question at a time. A late answer to an older question is dropped. */
function asking() {
  const problem = shallowRef<Problem>()
  const waiting = ref(false)
  const answered = ref(false)
  let turn = 0
  async function run<T>(question: () => Promise<T> | undefined, took: (answer: T | undefined) => void) {
    const mine = ++turn
    const timer = setTimeout(() => mine === turn && (waiting.value = true), calm)
    problem.value = undefined
    try {
      const answer = await question()
      if (mine === turn) took(answer)
    } catch (e) {
      if (mine === turn) problem.value = e as Problem
    }
    clearTimeout(timer)
    if (mine === turn) {
      waiting.value = false
      answered.value = true
    }
  }
  onScopeDispose(() => turn++)
  return { problem, waiting, answered, run }
}

/** load asks when a page opens and whenever what it depends on changes. */
export function load<T>(question: () => Promise<T> | undefined, on: () => unknown = () => 0): Loaded<T> {
  const data = shallowRef<T>()
  const { run, ...state } = asking()
  async function again() {
    await run(question, (answer) => (data.value = answer))
    if (state.problem.value) data.value = undefined
  }
  watch(on, again, { immediate: true })
  return { data, again, ...state }
}

/** pages gathers a list page by page behind the server's cursor, from the start again when the question changes. */
export function pages<T>(
  question: (cursor: string) => Promise<{ items: T[] | null; next: string }>,
  on: () => unknown = () => 0,
): Pages<T> {
  const items = shallowRef<T[]>([])
  const more = ref(false)
  const { run, ...state } = asking()
  let cursor = ''
  const next = () =>
    run(
      () => question(cursor),
      (page) => {
        items.value = items.value.concat(page?.items ?? [])
        cursor = page?.next ?? ''
        more.value = cursor !== ''
      },
    )
  function again() {
    items.value = []
    cursor = ''
    more.value = state.answered.value = false
    return next()
  }
  watch(on, again, { immediate: true })
  return { items, more, next, again, ...state }
}

/** to gives the address of the page of a thing, for the reference that the server gave. */
export const to = {
  voucher: (ref: string) => `/vouchers/${encodeURIComponent(ref)}`,
  loan: (ref: string) => `/loans/${encodeURIComponent(ref)}`,
  member: (no: string) => `/members/${encodeURIComponent(no)}`,
  employer: (no: string) => `/employers/${encodeURIComponent(no)}`,
}
