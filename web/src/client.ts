// The typed client by which everything is asked of the server. Types come from the OpenAPI document that the server's own
// handlers make.
import createClient from 'openapi-fetch'
import type { components, paths } from './client.gen'

export type Schemas = components['schemas']
export type Problem = Pick<Schemas['Problem'], 'title' | 'next' | 'trace' | 'code' | 'status'>

// The server reads several values of one question as one, with commas; of a repeated one it would read the first alone.
export const api = createClient<paths>({ baseUrl: '/', querySerializer: { array: { style: 'form', explode: false } } })

// A session that has ended leads to where one begins; nothing that was read stays.
api.use({
  onResponse({ response }) {
    if (response.status === 401 && location.pathname !== '/sign-in') location.assign('/sign-in')
  },
})

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
