// Who is signed in, and what they may do.
import { shallowRef } from 'vue'
import { api, ask, type Schemas } from './client'

export const me = shallowRef<Schemas['Me']>()

/** meetMe asks who is signed in. */
export async function meetMe() {
  me.value = await ask(api.GET('/api/me')).catch(() => undefined)
  return me.value
}

/** may says whether whoever is signed in has a permission. */
export const may = (code: string) => me.value?.permissions?.includes(code) ?? false

/** home is the page that whoever is here begins with. */
export const home = (who?: Schemas['Me']) => {
  if (!who) return '/tables'
  if (who.state === 'alone') return '/check'
  if (who.state === 'set-up' || who.state === 'signed-out') return '/sign-in'
  return who.state === 'visitor' || !who.permissions?.includes('read.members') ? (who.permissions?.includes('access.read') && who.state === 'signed-in' ? '/people' : '/tables') : '/members'
}

/** signOut ends the session; the page begins anew, so that nothing that was read stays. */
export async function signOut() {
  await ask(api.POST('/api/sign-out')).catch(() => undefined)
  location.assign('/sign-in')
}
