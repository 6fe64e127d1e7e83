// The client by which everything is asked of the server.
import createClient from 'openapi-fetch'
import type { paths } from './client.gen'

// The server reads several values of one question as one, with commas; of a repeated one it would read the first alone.
export const api = createClient<paths>({ baseUrl: '/', querySerializer: { array: { style: 'form', explode: false } } })

// A session that has ended leads to where one begins; nothing that was read stays.
api.use({
  onResponse({ response }) {
    if (response.status === 401 && location.pathname !== '/sign-in') location.assign('/sign-in')
  },
})
