// The client by which everything is asked of the server.
import createClient from 'openapi-fetch'
import type { paths } from './client.gen'

export const api = createClient<paths>({ baseUrl: '/' })
