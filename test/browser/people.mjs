// People of a centre that begins with nobody: how they are set up, enrol and sign in on the pages.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { axe, go, watched } from './place.mjs'

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

/** unbarred fails when a page as it stands bars someone out, by the rules of WCAG 2.2 AA that can be tried. */
export async function unbarred(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(readFileSync(axe, 'utf8'))
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
  assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.nodes[0].html}`), [])
}

/** staff brings people in, each with a role, and gives their slips: what they enrol with. */
export async function staff(place, roles) {
  const security = await watched(place)
  const systems = await watched(place)
  const founders = await setUp(security.page, place)
  for (const [code, { page }] of [['sec-1', security], ['sys-1', systems]]) {
    await signIn(page, place, code, await enrol(page, place, founders.find((s) => s[0] === code)))
  }
  await security.page.getByText('拟定变动').click()
  for (const [n, [code, role]] of Object.entries(roles).entries()) {
    await security.page.getByLabel('工号', { exact: true }).fill(code)
    await security.page.getByLabel('姓名').fill('示例职员')
    await security.page.getByLabel('公民身份号码').fill(idNo(20 + n))
    await security.page.getByLabel('所在机构').selectOption('01')
    await security.page.getByLabel('岗位').selectOption(role)
    await security.page.getByRole('button', { name: '拟定', exact: true }).click()
    await security.page.getByRole('rowheader', { name: code }).waitFor()
  }
  await go(systems.page, `${place.at}/people`)
  for (const code of Object.keys(roles)) {
    await systems.page.getByRole('row', { name: code }).getByRole('button', { name: '确认' }).first().click()
    await systems.page.getByText(`${code} 的入职已生效`).waitFor()
  }
  const slips = {}
  for (const { page } of [security, systems]) {
    await go(page, `${place.at}/people`)
    for (const code of Object.keys(roles)) {
      await page.getByRole('row', { name: code }).getByRole('button', { name: '开凭条' }).click()
      const said = page.getByText(`${code} 的登记凭条`)
      await said.waitFor()
      slips[code] = [...(slips[code] ?? [code]), (await said.textContent()).split('：').at(-1).trim()]
    }
  }
  await security.close()
  await systems.close()
  return slips
}
