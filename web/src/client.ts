// The typed client by which everything is asked of the server. Types come from the OpenAPI document that the server's own
// handlers make.
import createClient from 'openapi-fetch'
import { addressTells, telling } from './telling'
import type { components, paths } from './client.gen'

export type Schemas = components['schemas']
export type Problem = Pick<Schemas['Problem'], 'title' | 'next' | 'trace' | 'code' | 'status'>

// The server reads several values of one question as one, with commas; of a repeated one it would read the first alone.
export const api = createClient<paths>({ baseUrl: '/', querySerializer: { array: { style: 'form', explode: false } } })

// A session that has ended leads to where one begins; nothing that was read stays.
api.use({
  onRequest({ request }) {
    if (addressTells(request.url)) throw telling
  },
  onResponse({ request, response }) {
    const begin = new URL(request.url).pathname.startsWith('/api/my') ? '/my/sign-in' : '/sign-in'
    if (response.status === 401 && location.pathname !== begin) location.assign(begin)
  },
})

export const offline: Problem = {
  title: '连接不上服务程序。',
  next: '请确认程序仍在运行，然后重试。',
  trace: '',
  code: 'client.offline',
  status: 0,
}

/** unreadable is an answer that is none of the server's: a proxy, or the page of a network that wants a name first. */
export const unreadable: Problem = {
  ...offline,
  title: '收到的不是服务程序的答复。',
  next: '可能是中间的代理或上网认证代答的，请确认网址，稍后重试，或请管理网络的人检查。',
  code: 'client.unreadable',
}

type Answer<T> = { data?: T; error?: unknown }

/** ask gives what the server answers, and throws a Problem for everything else. */
export async function ask<T>(request: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await request
  } catch (e) {
    if (e === telling) throw e
    throw e instanceof SyntaxError ? unreadable : offline
  }
  if (answer.data !== undefined) return answer.data
  const e = answer.error as Partial<Problem> | undefined
  throw e && typeof e.title === 'string' ? e : unreadable
}
