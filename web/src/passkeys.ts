// Passkeys as the browser makes them and signs with them (Web Authentication).
import { api, ask, type Problem } from './api'

/** byName says that the page was opened by the name of this machine, without which browsers make no passkeys. */
export const byName = location.hostname === 'localhost'
/** byNameAt is this page opened by name. */
export const byNameAt = () => `http://localhost:${location.port}${location.pathname}`

const bytes = (text: string) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
const text = (data: ArrayBuffer | null) => btoa(String.fromCharCode(...new Uint8Array(data ?? new ArrayBuffer(0))))

const given = (e: unknown): never => {
  if (typeof (e as Problem).title === 'string') throw e
  throw { title: '没有用通行密钥完成。', next: '可能是取消了，或设备上没有本系统的通行密钥；请再试，或用口令和动态验证码。', trace: '', code: '', status: 0 } satisfies Problem
}

/** signInByPasskey lets the device sign, and gives who has signed in. */
export async function signInByPasskey() {
  const asked = await ask(api.GET('/api/sign-in/challenge'))
  const made = (await navigator.credentials
    .get({ publicKey: { challenge: bytes(asked.challenge), rpId: asked.site, userVerification: 'required' } })
    .catch(given)) as PublicKeyCredential
  const r = made.response as AuthenticatorAssertionResponse
  return ask(
    api.POST('/api/sign-in/passkey', {
      body: { credential: made.id, client: text(r.clientDataJSON), device: text(r.authenticatorData), signature: text(r.signature), user: text(r.userHandle) },
    }),
  )
}

/** addPasskey makes a passkey in the device. */
export async function addPasskey(title: string, factor: string) {
  const offer = await ask(api.POST('/api/passkeys/offer', { body: { factor } }))
  const made = (await navigator.credentials
    .create({
      publicKey: {
        challenge: bytes(offer.challenge),
        rp: { id: offer.site, name: '广厦' },
        user: { id: bytes(offer.user), name: offer.code, displayName: offer.code },
        pubKeyCredParams: (offer.algorithms ?? []).map((alg) => ({ type: 'public-key' as const, alg })),
        excludeCredentials: (offer.known ?? []).map((id) => ({ type: 'public-key' as const, id: bytes(id) })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        attestation: 'none',
      },
    })
    .catch(given)) as PublicKeyCredential
  const r = made.response as AuthenticatorAttestationResponse
  await ask(api.POST('/api/passkeys', { body: { title, credential: made.id, client: text(r.clientDataJSON), attestation: text(r.attestationObject) } }))
}
