// Staff add a passkey with a device that the browser plays, and sign in with it alone; what is passed on is refused.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { enrol, factor, setUp, signIn } from './people.mjs'
import { first, go, missing, unbarred, watched } from './place.mjs'

/** device gives a page a device with a finger on it, played by the browser (WebAuthn of the DevTools protocol). */
async function device(page) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  })
  return {
    kept: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    put: (credential) => cdp.send('WebAuthn.addCredential', { authenticatorId, credential }),
    drop: (credentialId) => cdp.send('WebAuthn.removeCredential', { authenticatorId, credentialId }),
    verified: (isUserVerified) => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  }
}

describe('passkeys', { skip: missing('sqlite') || false }, () => {
  let place
  before(async () => {
    place = await first()
    place.at = place.at.replace('127.0.0.1', 'localhost')
  }, { timeout: 60_000 })
  after(() => place?.close())

  test('a passkey is added, signs its person in, and is no use to whoever passes it on', { timeout: 180_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    const slips = await setUp(page, place)
    const secret = await enrol(page, place, slips.find((s) => s[0] === 'sec-1'))
    await signIn(page, place, 'sec-1', secret)
    const hand = await device(page)

    await page.getByRole('link', { name: '通行密钥' }).click()
    await page.getByText('还没有登记通行密钥').waitFor()
    await unbarred(page)
    await page.getByLabel('名称').fill('柜台电脑')
    await page.getByLabel('动态验证码').fill('000000')
    await page.getByRole('button', { name: '登记通行密钥' }).click()
    await page.getByText('动态验证码不正确').waitFor()
    // The code that signed in is spent, and so is any before it: the next step of time has to come.
    const spent = Math.floor(Date.now() / 30_000) + 1
    while (Math.floor(Date.now() / 30_000) < spent) await new Promise((ok) => setTimeout(ok, 500))
    await page.getByLabel('动态验证码').fill(factor(secret, 1))
    await page.getByRole('button', { name: '登记通行密钥' }).click()
    await page.getByRole('rowheader', { name: '柜台电脑' }).waitFor()
    const [key] = await hand.kept()
    assert.equal(key.rpId, 'localhost')
    assert.equal(key.isResidentCredential, true)

    let sent
    page.on('request', (r) => r.url().endsWith('/api/sign-in/passkey') && (sent = r.postData()))
    const out = async () => {
      await page.getByRole('button', { name: '退出' }).click()
      await page.getByRole('heading', { name: '登录' }).waitFor()
    }
    await out()
    await unbarred(page)
    await page.getByRole('button', { name: '使用通行密钥' }).click()
    await page.getByRole('heading', { name: '人员与岗位' }).waitFor()

    const replay = await page.request.post(`${place.at}/api/sign-in/passkey`, { headers: { 'Content-Type': 'application/json' }, data: sent })
    assert.equal(replay.status(), 422, 'an answer was taken twice')
    await out()

    // A copy of the key that was made before counts behind.
    const [now] = await hand.kept()
    assert.ok(now.signCount > key.signCount, 'the device does not count')
    await hand.drop(now.credentialId)
    await hand.put({ ...now, signCount: 0 })
    await page.getByRole('button', { name: '使用通行密钥' }).click()
    await page.getByText('通行密钥没有通过验证').waitFor()
    await hand.drop(now.credentialId)
    await hand.put({ ...now, signCount: now.signCount + 5 })

    // Whoever is not asked for a finger has no second factor.
    await hand.verified(false)
    await page.getByRole('button', { name: '使用通行密钥' }).click()
    await page.getByText('没有用通行密钥完成').waitFor()
    await hand.verified(true)
    await page.getByRole('button', { name: '使用通行密钥' }).click()
    await page.getByRole('heading', { name: '人员与岗位' }).waitFor()

    await go(page, `${place.at}/passkeys`)
    await page.getByRole('button', { name: '移除' }).click()
    await page.getByText('还没有登记通行密钥').waitFor()
    await out()
    await page.getByRole('button', { name: '使用通行密钥' }).click()
    await page.getByText('通行密钥没有通过验证').waitFor()
    assert.deepEqual(wrong, [])
    await close()
  })
})
