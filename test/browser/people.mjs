// People of a centre that begins with nobody: how they are set up, enrol and sign in on the pages.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { go, unbarred, watched } from './place.mjs'

/** factor is what a device with a secret shows (RFC 6238), so many steps from now. */
export function factor(secret, later = 0) {
  const bits = [...secret].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later))
  const sum = createHmac('sha1', key).update(step).digest()
  return String((sum.readUInt32BE(sum[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** idNo is an invented identity number with its check digit. */
export function idNo(n) {
  const head = `64990119500101${String(n).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  return head + '10X98765432'[[...head].reduce((sum, d, i) => sum + d * weights[i], 0) % 11]
}

export const password = 'Lan-Tian-2024-Bai'

/** setUp names the three administrators and gives their slips. */
export async function setUp(page, place) {
  await go(page, place.at)
  await page.getByRole('heading', { name: '初始设置' }).waitFor()
  await page.getByLabel('初始设置码').fill(place.code)
  for (const [n, [title, code]] of [['系统管理员', 'sys-1'], ['安全管理员', 'sec-1'], ['审计管理员', 'aud-1']].entries()) {
    const group = page.getByRole('group', { name: title })
    await group.getByLabel('工号').fill(code)
    await group.getByLabel('姓名').fill('示例管理员')
    await group.getByLabel('公民身份号码').fill(idNo(n + 1))
  }
  await unbarred(page)
  await page.getByRole('button', { name: '设立' }).click()
  await page.getByText('三名管理员已设立').waitFor()
  const rows = await page.locator('tbody tr').all()
  return Promise.all(rows.map((r) => r.locator('th, td').allTextContents()))
}

/** enrol sets somebody's password and second factor, and gives its secret. */
export async function enrol(page, place, [code, security, systems]) {
  await go(page, `${place.at}/sign-in`)
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByLabel('工号').fill(code)
  await page.getByLabel('安全管理员给的凭条').fill(security)
  await page.getByLabel('系统管理员给的凭条').fill(systems)
  await page.getByRole('button', { name: '下一步' }).click()
  const secret = await page.locator('p.secret').textContent()
  await page.getByLabel('动态验证码').fill(factor(secret))
  await page.getByLabel('口令', { exact: true }).fill(password)
  await page.getByLabel('再输一次口令').fill(password)
  await unbarred(page)
  await page.getByRole('button', { name: '完成登记' }).click()
  await page.getByText('已登记').waitFor()
  return secret
}

/** signIn takes the code after the one that was used. */
export async function signIn(page, place, code, secret, heading = '人员与岗位') {
  await go(page, `${place.at}/sign-in`)
  await page.getByLabel('工号').fill(code)
  await page.getByLabel('口令').fill('wrong')
  await page.getByLabel('动态验证码').fill('000000')
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByText('工号、口令或动态验证码不正确').waitFor()
  await page.getByLabel('口令').fill(password)
  await page.getByLabel('动态验证码').fill(factor(secret, 1))
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('heading', { name: heading }).waitFor()
}

/**
 * staff brings people in, each with a role, for the whole centre or, as in clerk@01, for an office, and gives how one of them comes to a page of their own, signed in. It asks as
 * the pages do: how it is done on them, signing in is tried with.
 */
export async function staff(place, roles) {
  const post = async (context, path, data) => {
    const headers = { Origin: place.at, 'Idempotency-Key': crypto.randomUUID() }
    const answer = await context.request.post(place.at + path, { data: data ?? '', headers })
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  /** signed is a context in which somebody with a slip has enrolled and signed in. */
  const signed = async (slips, context) => {
    const { secret } = await post(context, '/api/enrol/factor', slips)
    await post(context, '/api/enrol', { ...slips, password, factor: factor(secret) })
    await post(context, '/api/sign-in', { code: slips.code, password, factor: factor(secret, 1) })
    return context
  }
  const founder = (code, n) => ({ code, name: '示例管理员', idNo: idNo(n), office: '01' })
  const [systems, security] = await Promise.all([place.browser.newContext(), place.browser.newContext()])
  const founders = await post(systems, '/api/set-up', {
    code: place.code, systems: founder('sys-1', 1), security: founder('sec-1', 2), auditing: founder('aud-1', 3),
  })
  const slipsOf = (code) => founders.items.find((s) => s.code === code)
  await signed(slipsOf('sec-1'), security)
  await signed(slipsOf('sys-1'), systems)
  const { today } = await (await security.request.get(`${place.at}/api/me`)).json()
  const slips = {}
  for (const [n, [code, as]] of Object.entries(roles).entries()) {
    const [role, branch = ''] = as.split('@')
    await post(security, '/api/changes', { kind: 1, code, name: '示例职员', idNo: idNo(20 + n), office: '01', covers: '', since: today, until: '', reason: '', posts: [{ role, branch }] })
    const { items } = await (await systems.request.get(`${place.at}/api/changes`)).json()
    await post(systems, `/api/changes/${items.find((c) => c.person.includes(code)).id}/confirm`)
    const halves = [await post(security, `/api/people/${code}/slip/security`), await post(systems, `/api/people/${code}/slip/systems`)]
    slips[code] = { code, security: halves[0].security, systems: halves[1].systems }
  }
  await Promise.all([systems.close(), security.close()])
  return async (code) => {
    const one = await watched(place)
    await signed(slips[code], one.page.context())
    await go(one.page, place.at)
    return one
  }
}
