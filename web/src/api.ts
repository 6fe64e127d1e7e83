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

export interface Loaded<T> {
  data: ShallowRef<T | undefined>
  problem: ShallowRef<Problem | undefined>
  /** waiting turns true only after a moment, so that quick answers do not flicker. */
  waiting: Ref<boolean>
  again: () => Promise<void>
}

const calm = 200 // milliseconds without any hint

/** load asks when a page opens and whenever what it depends on changes. A late answer to an older question is dropped. */
export function load<T>(question: () => Promise<T> | undefined, on: () => unknown = () => 0): Loaded<T> {
  const data = shallowRef<T>()
  const problem = shallowRef<Problem>()
  const waiting = ref(false)
  let turn = 0
  async function again() {
    const mine = ++turn
    const timer = setTimeout(() => mine === turn && (waiting.value = true), calm)
    problem.value = undefined
    try {
      const answer = await question()
      if (mine === turn) data.value = answer
    } catch (e) {
      if (mine === turn) {
        data.value = undefined
        problem.value = e as Problem
      }
    }
    clearTimeout(timer)
    if (mine === turn) waiting.value = false
  }
  watch(on, again, { immediate: true })
  onScopeDispose(() => turn++)
  return { data, problem, waiting, again }
}

export interface Pages<T> extends Omit<Loaded<unknown>, 'data'> {
  items: ShallowRef<T[]>
  more: Ref<boolean>
  next: () => Promise<void>
}

/** pages gathers a list page by page behind the server's cursor, from the start again when the question changes. */
export function pages<T>(
  question: (cursor: string) => Promise<{ items: T[] | null; next: string }>,
  on: () => unknown = () => 0,
): Pages<T> {
  const items = shallowRef<T[]>([])
  const problem = shallowRef<Problem>()
  const waiting = ref(false)
  const more = ref(false)
  let cursor = ''
  let turn = 0
  async function fetchPage(mine: number) {
    const timer = setTimeout(() => mine === turn && (waiting.value = true), calm)
    problem.value = undefined
    try {
      const page = await question(cursor)
      if (mine === turn) {
        items.value = items.value.concat(page.items ?? [])
        cursor = page.next
        more.value = page.next !== ''
      }
    } catch (e) {
      if (mine === turn) problem.value = e as Problem
    }
    clearTimeout(timer)
    if (mine === turn) waiting.value = false
  }
  async function again() {
    items.value = []
    cursor = ''
    more.value = false
    await fetchPage(++turn)
  }
  watch(on, again, { immediate: true })
  onScopeDispose(() => turn++)
  return { items, problem, waiting, more, again, next: () => fetchPage(++turn) }
}

/** to gives the address of the page of a thing, for the reference that the server gave. */
export const to = {
  voucher: (ref: string) => `/vouchers/${encodeURIComponent(ref)}`,
  loan: (ref: string) => `/loans/${encodeURIComponent(ref)}`,
  member: (no: string) => `/members/${encodeURIComponent(no)}`,
  employer: (no: string) => `/employers/${encodeURIComponent(no)}`,
}
